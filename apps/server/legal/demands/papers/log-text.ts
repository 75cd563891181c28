import { wordDay } from '@commonkey/words';
import { type DemandView, markOf } from '../view.ts';
import { COUNTS } from './counted.ts';
import { fact, h, type LetterBody, p, type Ways } from './letter-text.ts';
import type { PrivilegeEntry } from './privileges.ts';
import type { Produced } from './productions.ts';

function head(
  { row }: DemandView,
  title: string,
  { say, language, program }: Ways,
): Omit<LetterBody, 'blocks'> {
  return {
    title,
    from: say('legal.letter-from', { city: program.city.name }),
    reference: say('legal.letter-reference', {
      mark: markOf(row),
      day: wordDay(language, row.received_on),
    }),
    to: [],
  };
}

/** What two law officers agreed was produced; what waits for the second is not on it, what was taken back stands
 * apart. */
export function productionLog(demand: DemandView, all: readonly Produced[], ways: Ways): LetterBody {
  const { say, language } = ways;
  const number = new Intl.NumberFormat(language);
  const agreed = all.filter(({ decided_on }) => decided_on !== null);
  return {
    ...head(demand, say('legal.produced-log-title'), ways),
    blocks: [
      p(say('legal.produced-log-lead')),
      ...agreed.flatMap((one, at) => [
        h(say('legal.produced-log-entry', { n: at + 1, item: one.place })),
        fact(say('legal.produced-day'), wordDay(language, one.decided_on ?? one.proposed_on)),
        fact(say('legal.intake-type'), say(`legal.instrument-${one.instrument}`)),
        fact(say('legal.item-term-outcome'), say(`legal.outcome-${one.outcome}`)),
        fact(say('legal.produced-recipient'), say(`legal.issuer-${one.recipient}`)),
        fact(say('legal.produced-medium'), say(`legal.medium-${one.medium}`)),
        fact(say('legal.produced-lock'), say(`legal.lock-${one.locked_to}`)),
        ...(one.by_order ? [fact(say('legal.produced-from'), say('legal.produced-opened'))] : []),
        ...COUNTS.map((count) => fact(say(`legal.produced-${count}`), number.format(one[count]))),
        fact(say('legal.produced-digest'), spaced(Buffer.from(one.digest).toString('hex'))),
      ]),
      ...takenBack(all, ways),
      p(say('legal.produced-log-check')),
    ],
  };
}

/** What was sealed and did not go out: named, so that nobody who finds its fingerprint takes it for something produced. */
function takenBack(all: readonly Produced[], { say, language }: Ways) {
  const back = all.flatMap((one) => (one.back?.decided_on ? [{ one, back: one.back }] : []));
  if (back.length === 0) return [];
  return [
    h(say('legal.produced-log-back')),
    p(say('legal.produced-log-back-lead')),
    ...back.flatMap(({ one, back }) => [
      h(say('legal.produced-log-back-entry', { item: one.place })),
      fact(say('legal.produced-back-sealed'), wordDay(language, one.proposed_on)),
      fact(say('legal.produced-back-day'), wordDay(language, back.decided_on ?? back.proposed_on)),
      fact(say('legal.produced-back-reason'), say(`legal.back-${back.reason}`)),
      fact(say('legal.produced-recipient'), say(`legal.issuer-${one.recipient}`)),
      fact(say('legal.produced-digest'), spaced(Buffer.from(one.digest).toString('hex'))),
    ]),
  ];
}

/** In groups of eight, so that it breaks into lines and can be compared by eye. */
const spaced = (hex: string): string => hex.replace(/(.{8})(?=.)/g, '$1 ');

/** What is withheld as privileged, with counsel's words where they were opened for this paper. */
export function privilegeLog(
  demand: DemandView,
  entries: readonly (PrivilegeEntry & { words: string })[],
  ways: Ways,
): LetterBody {
  const { say, language } = ways;
  return {
    ...head(demand, say('legal.privilege-log-title'), ways),
    blocks: [
      p(say('legal.privilege-log-lead')),
      ...entries.flatMap((one) => [
        h(say('legal.privilege-entry', { n: one.place })),
        // Or a reader asks where the missing number went.
        ...(one.before.length === 0
          ? []
          : [
              fact(
                say('legal.privilege-instead'),
                one.before.map((n) => say('legal.privilege-entry', { n })).join(', '),
              ),
            ]),
        fact(say('legal.privilege-written'), wordDay(language, one.written_on)),
        fact(say('legal.privilege-author'), say(`legal.paper-office-${one.author}`)),
        fact(
          say('legal.privilege-recipients'),
          one.recipients.map((office) => say(`legal.paper-office-${office}`)).join(', '),
        ),
        fact(say('legal.privilege-claimed'), say(`legal.privilege-is-${one.privilege}`)),
        fact(say('legal.privilege-basis'), say(`legal.privilege-basis-${one.basis}`)),
        fact(
          say('legal.privilege-extent'),
          say(`legal.privilege-extent-${one.extent}`, { pages: one.pages }),
        ),
        ...(one.words === '' ? [] : [fact(say('legal.privilege-words'), one.words)]),
      ]),
    ],
  };
}
