import { plainDateOf } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Reader } from '../store/store.ts';
import type { HoldsCode } from './errors.ts';
import { hasLapsed } from './mirror.ts';
import { LATEST_MIDNIGHT } from './opening.ts';
import { type HoldChannel, type StoredScope, scopeNow, takesSeries } from './scope.ts';
import { isSound } from './seal.ts';

/** A city's rule for one record series, from its program or from the manifest. */
export type SeriesRule = {
  series: string;
  /** The law wants a certificate before a record ends. */
  certificate: boolean;
  /** The one channel that its records can have come from; absent or null where nothing tells. */
  channel?: HoldChannel | null;
  /** The rows only move to another table, unchanged: nothing ends, so nothing can be held back. */
  moves?: true;
};

/** What is known of a record about to end. */
export type RecordRef = {
  series: string;
  /**
   * The day it speaks of, YYYY-MM-DD, or the month, YYYY-MM; null where nothing tells, and then every hold of its series
   * covers it.
   */
  date: string | null;
  /** The day its period ends or an event ended it, YYYY-MM-DD. */
  due: string;
  /** The disposal certificate that lists it, where one does. */
  certificate?: string | null;
  /** How old the vault was when it came, as the key process said; where nothing tells, every hold of its series covers it. */
  age?: number | null;
  /** Of its series, as the rules tell. */
  channel?: HoldChannel | null;
  /** It opens, for one person, what stays for two without it: no hold keeps it. */
  secondKey?: boolean;
};

export type DisposalAnswer =
  | { answer: 'yes'; authority: string }
  | { answer: 'held' }
  | { answer: 'awaiting-certificate' };

/** `fromAge`: records of this age or later came after its days. */
export type ActiveHold = StoredScope & { fromAge?: number | null };
export type Certificate = { id: string; series: string; dueThrough: string };

/**
 * The decision, pure. A hold covers every record that matches its scope or cannot be shown not to, and is asked before the
 * certificate: a certificate never lifts a hold, and opens what it lists and nothing else.
 */
export function decide(
  asked: RecordRef,
  rule: SeriesRule,
  holds: readonly ActiveHold[],
  certificates: readonly Certificate[],
): DisposalAnswer {
  const record: RecordRef = { ...asked, channel: rule.channel ?? null };
  if (rule.moves) return { answer: 'yes', authority: 'moved' };
  if (!record.secondKey && holds.some((hold) => covers(hold, record))) return { answer: 'held' };
  // What stands on a certificate waits for it, whatever today's rules say: they may have been changed since it was filed.
  if (!rule.certificate && record.certificate == null) return { answer: 'yes', authority: 'schedule' };
  const certified = certificates.some(
    (c) => c.id === record.certificate && c.series === record.series && record.due <= c.dueThrough,
  );
  return certified ? { answer: 'yes', authority: 'certificate' } : { answer: 'awaiting-certificate' };
}

export function covers(hold: ActiveHold, record: RecordRef): boolean {
  if (!takesSeries(hold, record.series, () => record.channel ?? null)) return false;
  if (record.date === null) return !cameLater(hold, record);
  const [first, last] = daysOf(record.date);
  return (hold.from === null || last >= hold.from) && (hold.until === null || first <= hold.until);
}

/** That it came after the hold's days the key process has found, which keeps what this says of it by itself. */
const cameLater = ({ fromAge = null }: ActiveHold, { age = null }: RecordRef): boolean =>
  fromAge !== null && age !== null && age >= fromAge;

/** A month may be any of its days; compared as text, the 31st is the last of each. */
const daysOf = (date: string): readonly [first: string, last: string] =>
  date.length === MONTH ? [`${date}-01`, `${date}-31`] : [date, date];
const MONTH = 'YYYY-MM'.length;

/**
 * May this record end now? Reads holds and certificates as they stand in the caller's transaction.
 * @throws Fault `series-unknown`: a series nobody has a rule for is never destroyed
 */
export async function mayDestroy(
  tx: Reader,
  record: RecordRef,
  rules: ReadonlyMap<string, SeriesRule>,
  now: Date,
): Promise<DisposalAnswer> {
  const rule = rules.get(record.series);
  if (!rule) throw new Fault<HoldsCode>('series-unknown', { series: record.series });
  const holds = await activeHolds(tx, now);
  return decide(record, rule, holds, await openCertificates(tx, record, now));
}

/** The approved certificate that lists a record, once its day has come. */
async function openCertificates(
  tx: Reader,
  { certificate }: RecordRef,
  now: Date,
): Promise<readonly Certificate[]> {
  return certificate == null ? [] : certificatesOpen(tx, now).where('id', '=', certificate).execute();
}

function certificatesOpen(tx: Reader, now: Date) {
  return tx
    .selectFrom('disposal_certificates')
    .select(['id', 'series', 'due_through as dueThrough'])
    .where('opens_on', '<=', plainDateOf(new Date(now.getTime() - LATEST_MIDNIGHT)))
    .where('id', 'not in', takenBack(tx));
}

/** Certificates that the city took back: they open nothing, whatever a row says that lists it. */
export const takenBack = (tx: Reader) =>
  tx.selectFrom('certificate_steps').select('certificate').where('step', '=', 'withdrawn');

/** `unheld`: as it would be if there were no hold at all, for numbers that may not tell of one. */
export type Answers = Record<'now' | 'unheld', (record: RecordRef) => DisposalAnswer>;

/**
 * The same answers for many records, as the database stands now: to count by, never to destroy by. A series that nobody has
 * a rule for is never destroyed, and nothing lawful keeps it: *yes*, so that it is counted as overdue one day.
 */
export async function readAnswers(
  tx: Reader,
  rules: ReadonlyMap<string, SeriesRule>,
  now: Date,
): Promise<Answers> {
  const holds = await activeHolds(tx, now);
  const certificates = await certificatesOpen(tx, now).execute();
  const under = (inForce: readonly ActiveHold[]) => (record: RecordRef) => {
    const rule = rules.get(record.series) ?? { series: record.series, certificate: false };
    return decide(record, rule, inForce, certificates);
  };
  return { now: under(holds), unheld: under([]) };
}

/** `altered`: its row says something else than the service wrote. */
export type HoldInForce = ActiveHold & { id: string; altered: boolean };

/**
 * Every hold in force, as the database has it. A row that was changed behind the service's back may have been one over
 * anything, lifted or lapsed by whoever changed it: it counts, over everything.
 */
export async function activeHolds(tx: Reader, now: Date): Promise<HoldInForce[]> {
  const rows = await tx.selectFrom('legal_holds').selectAll().execute();
  return rows.flatMap((row): HoldInForce[] => {
    const { id } = row;
    if (!isSound(tx, row)) return [{ id, altered: true, series: null, from: null, until: null }];
    if (row.released_at !== null || hasLapsed(row, now)) return [];
    const { from_age: fromAge } = row;
    return [{ id, altered: false, ...scopeNow(row), ...(fromAge === null ? {} : { fromAge }) }];
  });
}
