import type { Speak } from '@commonkey/words';
import { PUBLISHED_LAG_DAYS, type Standing } from './standing.ts';

/** Who is signed in: rows of the service's own that bear nobody's records. */
const SIGN_INS: ReadonlySet<string> = new Set(['online-sessions', 'staff-sign-in']);

type Late = readonly (readonly [series: string, count: number])[];
type AllLate = { records: Late; signIns: Late };

/** What is past its day, by series, the most first; sessions and sign-ins apart. */
export function overdueOf(standings: ReadonlyMap<string, Standing>): AllLate {
  const late = [...standings]
    .flatMap(([series, { overdue }]) => (overdue > 0 ? [[series, overdue] as const] : []))
    .sort(([, one], [, other]) => other - one);
  return {
    records: late.filter(([series]) => !SIGN_INS.has(series)),
    signIns: late.filter(([series]) => SIGN_INS.has(series)),
  };
}

export const total = (late: Late): number => late.reduce((sum, [, count]) => sum + count, 0);

/** Of the figure: an alarm is about records. */
export const mood = ({ records }: AllLate): 'alarm' | 'calm' => (records.length > 0 ? 'alarm' : 'calm');

/** `named`: what a series is called. */
type Parts = { say: Speak; named: (series: string) => string };

/** Where to look: each series with how many. */
export function Overdue({ late: { records, signIns }, ...parts }: Parts & { late: AllLate }) {
  const { say } = parts;
  return (
    <>
      {records.length > 0 && (
        <div class="notice notice-brick" role="alert">
          <h2>{say('records.overdue-title', { count: total(records) })}</h2>
          <p>{say('records.overdue-note', { days: PUBLISHED_LAG_DAYS })}</p>
          <Where {...parts} late={records} />
        </div>
      )}
      {signIns.length > 0 && (
        <div class="notice notice-amber" role="note">
          <p>{say('records.overdue-sign-ins', { count: total(signIns) })}</p>
          <Where {...parts} late={signIns} />
        </div>
      )}
    </>
  );
}

function Where({ say, named, late }: Parts & { late: Late }) {
  return (
    <ul>
      {late.map(([series, count]) => (
        <li key={series}>
          <a href="#all-series">{say('records.overdue-in', { series: named(series), count })}</a>
        </li>
      ))}
    </ul>
  );
}
