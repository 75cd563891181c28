import { dayNumber, type HoldPlan, RACE_DAYS, wholeNumbers } from '@commonkey/exposure';
import { addDays, type PlainDate } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import { REVIEW_DAYS } from '../review.ts';

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** Nearest ends that are told one by one. */
const MOST_RACES = 6;

export type SpokenPlan = {
  /** What it takes. */
  readonly takes: readonly string[];
  /** What ends first without it: a head, then one line a day. */
  readonly races: readonly string[];
  /** Who places, looks again and lifts it, and what its end brings. */
  readonly acts: readonly string[];
  readonly preserve: string;
};

/**
 * What a hold for one item would keep from ending, and what ends first without it, in sentences.
 *
 * @param now null where nobody is there yet: then no hours run
 */
export function spokenPlan(
  { series, people, objects, beyond, already, races }: HoldPlan,
  { say, language, at, now }: { say: Speak; language: string; at: PlainDate; now: Date | null },
): SpokenPlan {
  const format = wholeNumbers(language);
  const number = (value: number) => format.format(value);
  const preserve = say('exposure.plan.preserve');
  const tooMany = beyond > 0 ? [say('exposure.plan.beyond', { people: number(beyond) })] : [];
  if (people === 0) {
    const none = say(`exposure.plan.${already > 0 ? 'all-held' : 'none'}`, { people: number(already) });
    return { takes: [none, ...tooMany], races: [], acts: [], preserve };
  }
  return {
    takes: [
      say('exposure.plan.takes', {
        objects: number(objects),
        people: number(people),
        series: series.join(', '),
      }),
      ...tooMany,
      ...(already > 0 ? [say('exposure.plan.already', { people: number(already) })] : []),
    ],
    races:
      races.length > 0
        ? [say('exposure.plan.races'), ...races.slice(0, MOST_RACES).map(raceText)]
        : [say('exposure.plan.no-race', { days: RACE_DAYS })],
    acts: [
      say('exposure.plan.who', { review: wordDay(language, addDays(at, REVIEW_DAYS)) }),
      say('exposure.plan.release'),
    ],
    preserve,
  };

  function raceText({ due, ...race }: HoldPlan['races'][number]): string {
    const told = {
      due: wordDay(language, due),
      objects: number(race.objects),
      people: number(race.people),
    };
    if (now === null) return say('exposure.plan.race-on', told);
    // In UTC, so hours early for a city west of it: a race is never told as longer than it is.
    const hours = Math.floor((dayNumber(due) * DAY - now.getTime()) / HOUR);
    return hours < 0 ? say('exposure.plan.race-past', told) : say('exposure.plan.race', { ...told, hours });
  }
}
