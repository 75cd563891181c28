import type { Speak } from '@commonkey/words';
import type { Between } from './drill.ts';
import { wholeNumbers } from './range.ts';
import { type Change, isNone, type Outcome, type UncountedChange } from './what-if.ts';

const HEADS = [
  'lever',
  'people',
  'people-change',
  'document-days',
  'days-change',
  'at-desks',
  'desk-hours',
  'hours-change',
  'queues',
  'inferable',
  'inferable-change',
] as const;

export type SpokenWhatIf = {
  readonly heads: readonly string[];
  /** The rules as they are, then whatever changes something of it. */
  readonly rows: readonly (readonly string[])[];
  /** What nobody counted, what each lever changes of it, what changes nothing, and what else is not known. */
  readonly notes: readonly string[];
};

/** Each lever beside the rules as they are, with what it gives and what it costs. `say` must know `exposureWords`. */
export function spokenWhatIf(found: readonly Outcome[], say: Speak, language: string): SpokenWhatIf {
  const format = wholeNumbers(language);
  const changed = new Intl.NumberFormat(language, {
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
    useGrouping: 'always',
  });
  const unknown = say('exposure.not-counted');
  const text = (of: Between | null, numbers: Intl.NumberFormat = format) => {
    if (of === null) return unknown;
    const [least, most] = [numbers.format(of.least), numbers.format(of.most)];
    if (least === most) return least;
    return numbers === changed ? say('exposure.lever.between', { least, most }) : `${least}–${most}`;
  };
  const least = (days: Between) => say('exposure.lever.at-least', { days: text(days) });
  const daysOf = ({ documentDays, atLeast }: Outcome) => {
    if (!atLeast) return text(documentDays);
    return isNone(documentDays) ? unknown : least(documentDays);
  };
  const daysChangeOf = ({ documentDays, uncounted }: Change) => {
    const change = text(documentDays, changed);
    if (uncounted.length === 0) return change;
    return isNone(documentDays) ? unknown : say('exposure.lever.and-uncounted', { change, unknown });
  };
  const [own, ...others] = found;
  const idle = others.filter(changesNothing);
  const otherwise = others.filter(({ change }) => change.gets && showsNothing(change));
  const shown = [...(own ? [own] : []), ...others.filter((one) => !changesNothing(one))];
  return {
    heads: HEADS.map((head) => say(`exposure.lever.${head}`)),
    rows: shown.map((one) => [
      one.name,
      text(one.people),
      text(one.change.people, changed),
      daysOf(one),
      daysChangeOf(one.change),
      format.format(one.atDesks),
      text(one.deskHours),
      text(one.change.deskHours, changed),
      say('exposure.lever.queues-uncounted'),
      text(one.inferable),
      text(one.change.inferable, changed),
    ]),
    notes: [
      ...uncountedNote(found, say),
      ...shown.flatMap(({ name, change }) =>
        change.uncounted.map((one) => uncountedLine(name, one, say, text)),
      ),
      ...(otherwise.length > 0
        ? [say('exposure.lever.otherwise', { levers: otherwise.map(({ name }) => name).join(', ') })]
        : []),
      ...(idle.length > 0
        ? [say('exposure.lever.idle', { levers: idle.map(({ name }) => name).join(', ') })]
        : []),
      say('exposure.lever.inferable-why'),
      say('exposure.lever.queues-why'),
      ...(found.some(({ deskHours }) => deskHours === null) ? [say('exposure.desk-unknown')] : []),
    ],
  };
}

const changesNothing = ({ change }: Outcome): boolean => !change.gets && showsNothing(change);

/** Its row in the table is noughts and nothing of it is told below: what is otherwise has to be said. */
const showsNothing = ({ people, inferable, documentDays, uncounted, atDesks }: Change): boolean =>
  isNone(people) && isNone(inferable) && isNone(documentDays) && uncounted.length === 0 && atDesks === 0;

function uncountedNote(found: readonly Outcome[], say: Speak): string[] {
  const kinds = new Set(found.flatMap(({ uncounted }) => uncounted));
  return kinds.size > 0 ? [say('exposure.lever.uncounted', { kinds: [...kinds].join(', ') })] : [];
}

/** Taken away, brought, or there for another time: of so many people, and of days that nobody counted. */
function uncountedLine(
  lever: string,
  { holds, people }: UncountedChange,
  say: Speak,
  text: (of: Between) => string,
): string {
  if (people.most <= 0 && people.least < 0) {
    const taken = text({ least: 0 - people.most, most: 0 - people.least });
    return say('exposure.lever.uncounted-taken', { lever, holds, people: taken });
  }
  if (people.least >= 0 && people.most > 0)
    return say('exposure.lever.uncounted-brought', { lever, holds, people: text(people) });
  return say('exposure.lever.uncounted-time', { lever, holds });
}
