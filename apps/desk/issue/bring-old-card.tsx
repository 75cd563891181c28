import type { HeldPaper, Program } from '@commonkey/program';
import type { Revocation } from '@commonkey/shift';
import type { Speak } from '@commonkey/words';
import type { Shown } from '../codes.ts';
import type { Event, OldCardPurpose } from '../machine/steps.ts';
import type { Known } from '../person/person.ts';
import type { ReaderBytes } from '../scan/use-scanner.ts';
import type { LiveShift } from '../shift/live-shift.ts';
import { readOldCard, readSlip } from './old-card.ts';
import { OldCardScreen } from './old-card-screen.tsx';
import { SlipScreen } from './slip-screen.tsx';

/** What somebody who had a card before brings: the card itself, the slip of a lost one, or nothing. */
export function BringOldCard(props: {
  live: LiveShift | null;
  program: Program;
  purpose: OldCardPurpose;
  language: string;
  say: Speak;
  read: ReaderBytes;
  shown: Shown | null;
  attempt: (work: () => Promise<void>) => void;
  send: (event: Event) => void;
}) {
  const { live, program, purpose, language, say, shown, attempt, send } = props;
  const bring = (known: Known | null, surrendered: Revocation | null, held: readonly HeldPaper[] = []) =>
    send({ do: 'old-card-read', known, surrendered, held, language });
  const back = () => send({ do: 'back' });
  if (purpose === 'replacement')
    return (
      <SlipScreen
        {...{ say, shown, back }}
        slip={(number, secret) => attempt(async () => bring(null, readSlip(number, secret)))}
        without={() => bring(null, null)}
      />
    );
  return (
    <OldCardScreen
      {...{ say, purpose, shown, back }}
      read={props.read}
      card={(text) =>
        attempt(async () => {
          if (!live) return;
          const { known, surrendered, expires } = await readOldCard(live, text, Date.now());
          bring(known, surrendered, ownCard(program, expires));
        })
      }
    />
  );
}

/** Where the program counts the city's own card as a paper, one that was verified here needs no tick. */
function ownCard(program: Program, expires: string | null): HeldPaper[] {
  if (!program.papers['city-card']) return [];
  return [{ paper: 'city-card', ...(expires === null ? {} : { expires }) }];
}
