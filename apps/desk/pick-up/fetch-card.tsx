import type { Program } from '@commonkey/program';
import { isFault, type Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import type { Event, Portrait } from '../machine/steps.ts';
import type { Pixels } from '../picture/pixels.ts';
import type { ReaderBytes } from '../scan/use-scanner.ts';
import { signIn } from '../shift/open-shift.ts';
import { CodeScreen } from './code-screen.tsx';
import type { OpenedCard } from './open-card.ts';
import { PickUpScreen } from './pick-up-screen.tsx';
import { proposedOf } from './proposed-of.ts';
import type { WaitingHere } from './use-waiting.ts';

/** A waiting card is opened, by its holder's sheet or by their code, and stands as a proof to be read. */
export function FetchCard(props: {
  here: WaitingHere;
  online: boolean;
  program: Program;
  today: string;
  language: string;
  say: Speak;
  read: ReaderBytes;
  portray: (picture: Pixels) => Portrait;
  shown: Shown | null;
  clear: () => void;
  attempt: (work: () => Promise<void>) => void;
  send: (event: Event) => void;
}) {
  const { here, program, today, language, say, shown, attempt, send } = props;
  const { waiting } = here;
  const [noSheet, setNoSheet] = useState(false);
  const turn = (to: boolean) => {
    props.clear();
    setNoSheet(to);
  };
  const open = (work: () => Promise<OpenedCard>) =>
    attempt(async () => {
      const proposed = await proposedOf(await work(), program, today, language, props.portray);
      send({ do: 'sheet-read', proposed });
    });
  if (!waiting) return null;
  if (noSheet)
    return (
      <CodeScreen
        {...{ say, shown }}
        online={props.online}
        code={(typed) => open(() => signedIn(() => waiting.openByCode(typed)))}
        back={() => turn(false)}
      />
    );
  return (
    <PickUpScreen
      {...{ say, shown }}
      count={here.count}
      missed={here.missed}
      read={props.read}
      sheet={(text) => open(() => waiting.open(text))}
      look={() => attempt(() => signedIn(here.look))}
      noSheet={() => turn(true)}
      back={() => send({ do: 'back' })}
    />
  );
}

/** A sign-in ends by itself where nothing was asked for a while, as without a network: one touch, and it goes on. */
async function signedIn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error) || error.code !== 'desk-sign-in-needed') throw error;
    (await signIn()).prf.fill(0);
    return work();
  }
}
