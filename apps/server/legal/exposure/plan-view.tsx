import { dayNumber, type HoldPlan, RACE_DAYS, wholeNumbers } from '@commonkey/exposure';
import { addDays, type PlainDate } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import { withLanguage } from '../../ui/layout.tsx';
import { NEW_PATH } from '../new-hold-page.tsx';
import { REVIEW_DAYS } from '../review.ts';

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** Nearest ends that are told one by one. */
const MOST_RACES = 6;

/** What a hold for one item would keep from ending, and what ends first without it. It places none. */
export function PlanView({
  say,
  language,
  plan,
  at,
  now,
}: {
  say: Speak;
  language: string;
  plan: HoldPlan;
  at: PlainDate;
  now: Date;
}) {
  const format = wholeNumbers(language);
  const number = (value: number) => format.format(value);
  const { series, people, objects, beyond, already, races } = plan;
  return (
    <>
      <h3>{say('exposure.plan')}</h3>
      {people === 0 ? (
        <p>{say(`exposure.plan.${already > 0 ? 'all-held' : 'none'}`, { people: number(already) })}</p>
      ) : (
        <p>
          {say('exposure.plan.takes', {
            objects: number(objects),
            people: number(people),
            series: series.join(', '),
          })}
        </p>
      )}
      {beyond > 0 && <p>{say('exposure.plan.beyond', { people: number(beyond) })}</p>}
      {people > 0 && already > 0 && <p>{say('exposure.plan.already', { people: number(already) })}</p>}
      {people > 0 && (
        <>
          <p>
            {races.length > 0
              ? say('exposure.plan.races')
              : say('exposure.plan.no-race', { days: RACE_DAYS })}
          </p>
          {races.length > 0 && (
            <ul>
              {races.slice(0, MOST_RACES).map(({ due, ...race }) => (
                <li key={due}>{raceText(due, race)}</li>
              ))}
            </ul>
          )}
          <p>{say('exposure.plan.who', { review: wordDay(language, addDays(at, REVIEW_DAYS)) })}</p>
        </>
      )}
      <p>
        <strong>{say('exposure.plan.preserve')}</strong>
      </p>
      {people > 0 && (
        <p>
          <a href={withLanguage(NEW_PATH, language)}>{say('exposure.plan.place')}</a>
        </p>
      )}
    </>
  );

  function raceText(due: PlainDate, race: { people: number; objects: number }): string {
    // In UTC, so hours early for a city west of it: a race is never told as longer than it is.
    const hours = Math.floor((dayNumber(due) * DAY - now.getTime()) / HOUR);
    const told = {
      due: wordDay(language, due),
      objects: number(race.objects),
      people: number(race.people),
    };
    return hours < 0 ? say('exposure.plan.race-past', told) : say('exposure.plan.race', { ...told, hours });
  }
}
