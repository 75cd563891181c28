import type { Forecast, ScheduleForecast } from '@commonkey/exposure';
import { type Speak, wordDay } from '@commonkey/words';
import { number, range } from './numbers.ts';
import { type Kind, lastDayOf, type Named, type Outlook, outlookOf, type Range } from './outlook.ts';

const LETTERS = ['A', 'B', 'C', 'D'];

/** One schedule as the page tells it: a letter on the chart, a name, sentences, and the values behind them. */
export type Telling = {
  readonly letter: string;
  readonly name: string;
  /** Language of the name where the page's own is not there. */
  readonly nameIn: string | null;
  /** How it ends, in a sentence, and what is not counted in it. */
  readonly end: string;
  /** The area under its curves; null where nothing is held. */
  readonly sums: Readonly<Record<Kind, string | null>>;
  readonly outlook: Outlook;
};

export function tellings(named: readonly Named[], found: Forecast, say: Speak, language: string): Telling[] {
  return found.schedules.flatMap((schedule, place) => {
    const one = named[place];
    if (!one) return [];
    const outlook = outlookOf(schedule, found);
    return [
      {
        letter: LETTERS[place] ?? '',
        ...nameOf(one, say, language),
        end: [endOf(outlook, found, say, language), ...besideOf(schedule, outlook, say)].join(' '),
        sums: sumsOf(schedule, outlook, say, language),
        outlook,
      },
    ];
  });
}

function nameOf({ schedule, words }: Named, say: Speak, language: string): Pick<Telling, 'name' | 'nameIn'> {
  if (!words) return { name: say(`forecast.${schedule.name}`), nameIn: null };
  const own = words[language];
  return own === undefined ? { name: words.en ?? schedule.name, nameIn: 'en' } : { name: own, nameIn: null };
}

function endOf(outlook: Outlook, found: Forecast, say: Speak, language: string): string {
  const { endless, gone, people } = outlook;
  const [low, high] = [number(language, endless[0]), number(language, endless[1])];
  const n = number(language, found.arrived);
  if (endless[1] > 0)
    return endless[0] === endless[1]
      ? say('forecast.never', { people: high, n })
      : say('forecast.never-between', { least: low, most: high, n });
  if (people.most.every((count) => count === 0)) return say('forecast.nothing');
  if (gone === null)
    return say('forecast.later', { day: wordDay(language, lastDayOf(found.months.at(-1) ?? '')) });
  return say('forecast.gone', { day: wordDay(language, gone) });
}

/** Whoever reads that nothing is left would take the register of cards to be gone as well. */
function besideOf({ apart }: ScheduleForecast, { endless, gone, people }: Outlook, say: Speak): string[] {
  const isNothing = endless[1] === 0 && (gone !== null || people.most.every((count) => count === 0));
  return isNothing && apart.length > 0 ? [say('forecast.apart')] : [];
}

function sumsOf(
  { uncounted }: ScheduleForecast,
  { personDays, documentDays }: Outlook,
  say: Speak,
  language: string,
): Readonly<Record<Kind, string | null>> {
  const sum = (key: string, days: Range) => (days[1] > 0 ? say(key, { days: range(language, days) }) : null);
  return {
    people: sum('forecast.days', personDays),
    documents: sum(uncounted.length > 0 ? 'forecast.counted-days' : 'forecast.document-days', documentDays),
  };
}
