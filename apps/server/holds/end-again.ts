import { sql } from 'kysely';
import type { Random } from '../clock.ts';
import type { TableName } from '../store/database.ts';
import { HOLDINGS } from '../store/holdings.ts';
import { type Reader, type Writer, wholeTransaction } from '../store/store.ts';
import type { EndingTable, Schedule } from './destroy.ts';
import { endOrSetAside } from './isolate.ts';
import { unlist } from './listing.ts';
import { groupColumns, KEY_OF, type Living, type LivingGroup, plainTables, tagOf } from './living.ts';
import { lockForDestroying } from './locks.ts';
import { type DisposalAnswer, type RecordRef, takenBack } from './may-destroy.ts';
import { keepOutliving } from './outliving.ts';
import { receipt } from './receipt.ts';
import { stillReferredTo } from './referred.ts';

/** Tables whose rows have one last day from the first: in any other an event may bring it nearer, and nothing later. */
const ONE_DAY: ReadonlySet<string> = new Set(['cards', 'desk_shifts', 'desk_keys', 'evidence_openings']);

/**
 * Whether no row of a group that an old copy knows can have lived at a later moment: had one, something of its series and its
 * day would have, on the same last day or, where events bring that nearer, on an earlier one.
 */
export function isGone(was: LivingGroup, { groups }: Pick<Living, 'groups'>): boolean {
  return !groups.some(
    ({ table, series, due, date }) =>
      table === was.table &&
      series === was.series &&
      date === was.date &&
      (ONE_DAY.has(table) ? due === was.due : due <= was.due),
  );
}

type Found = LivingGroup & { ctid: string; certificate: string | null };
/** `again`: rows. `kept`: rows that had ended and that a hold keeps now. `unproven`: rows that seem to have, and more of them than receipts say. */
export type EndedAgain = { again: number; kept: number; unproven: number };

/**
 * Ends once more what an old copy of the database has brought back and what had ended before, lawfully and with a receipt. What
 * it says of it is that it was brought back (`restored`), which counts nothing a second time.
 * @param proven.receipted how many records of each series the receipts account for that the copy did not know
 */
export async function endAgain(
  tx: Writer,
  { living, receipted }: { living: Living; receipted: ReadonlyMap<string, number> },
  {
    seriesOf,
    ask,
  }: Pick<Schedule, 'seriesOf'> & {
    ask: (tx: Reader, record: RecordRef) => Promise<DisposalAnswer>;
  },
  { now, random }: { now: Date; random: Random },
): Promise<EndedAgain> {
  await lockForDestroying(tx);
  const sum: EndedAgain = { again: 0, kept: 0, unproven: 0 };
  for (const table of plainTables()) {
    const gone = (await groupsOf(tx, table, seriesOf)).filter(
      (group) => receipted.has(group.series) && isGone(group, living),
    );
    for (const [series, groups] of Map.groupBy(gone, (group) => group.series)) {
      const rows = (await Promise.all(groups.map((group) => rowsOf(tx, group, table, seriesOf)))).flat();
      if (rows.length > (receipted.get(series) ?? 0)) {
        sum.unproven += rows.length;
        continue;
      }
      const free: string[] = [];
      // Rows alike in all that the answer rests on are asked for once: there may be as many as people.
      const asked = new Map<string, DisposalAnswer>();
      for (const row of rows) {
        const alike = `${row.due} ${row.date} ${row.certificate}`;
        const answer =
          asked.get(alike) ??
          (await ask(tx, { ...row, certificate: row.certificate ?? (await certificateFor(tx, row)) }));
        asked.set(alike, answer);
        if (answer.answer === 'yes') free.push(row.ctid);
        else if (answer.answer === 'held') sum.kept += 1;
        else sum.unproven += 1;
      }
      sum.again += await end(tx, table, series, free, { now, random });
    }
  }
  return sum;
}

async function groupsOf(
  tx: Reader,
  table: EndingTable,
  seriesOf: Schedule['seriesOf'],
): Promise<LivingGroup[]> {
  const { series, due, date } = groupColumns(table, seriesOf);
  return tx
    .selectFrom(
      sql<LivingGroup>`(select distinct ${table}::text as "table", ${series} as series, ${due} as due, ${date} as date
        from ${sql.table(table)})`.as('found'),
    )
    .selectAll()
    .execute();
}

/** What other rows still need has not ended: they would have gone before it. */
async function rowsOf(
  tx: Writer,
  group: LivingGroup,
  table: EndingTable,
  seriesOf: Schedule['seriesOf'],
): Promise<Found[]> {
  const { series, due, date } = groupColumns(table, seriesOf);
  const certificate = hasCertificate(table) ? sql`disposal_certificate::text` : sql`null::text`;
  const { rows } = await sql<Pick<Found, 'ctid' | 'certificate'>>`
    select ctid::text as ctid, ${certificate} as certificate from ${sql.table(table)}
    where ${series} = ${group.series} and ${due} = ${group.due} and ${date} is not distinct from ${group.date}
      and not ${stillReferredTo(table) ?? sql`false`}
    for update`.execute(wholeTransaction(tx));
  return rows.map((row) => ({ ...group, ...row }));
}

const hasCertificate = (table: TableName): boolean => 'disposal_certificate' in HOLDINGS[table].columns;

/** The approved certificate under which it must have ended: none that was approved later could have listed it, and none that was taken back did. */
async function certificateFor(tx: Writer, { series, due }: Found): Promise<string | null> {
  const row = await tx
    .selectFrom('disposal_certificates')
    .select('id')
    .where('series', '=', series)
    .where('due_from', '<=', due)
    .where('due_through', '>=', due)
    .where('id', 'not in', takenBack(tx))
    .orderBy('opens_on')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function end(
  tx: Writer,
  table: EndingTable,
  series: string,
  ctids: readonly string[],
  { now, random }: { now: Date; random: Random },
): Promise<number> {
  if (ctids.length === 0) return 0;
  const left = await endOrSetAside(tx, ctids, async (some) => {
    await keepOutliving(tx, table, some, now);
    await sql`delete from ${sql.table(table)} where ctid = any(${some}::tid[])`.execute(wholeTransaction(tx));
  });
  const ended = ctids.length - left;
  if (ended > 0) await receipt(tx, { series, count: ended, because: 'restored', under: null }, now, random);
  return ended;
}

/**
 * Puts what an old copy knows back on the lists of the certificates that listed it, and takes off what certificates list that
 * are through. So that no certificate is said to have destroyed what it only no longer names.
 * @param through certificates that list nothing any more
 * @returns how many rows of such lists this copy has not
 */
export async function listAgain(
  tx: Writer,
  { listed }: Pick<Living, 'listed'>,
  through: readonly string[],
  secret: Uint8Array,
): Promise<number> {
  for (const certificate of through) await unlist(tx, certificate);
  let lacking = 0;
  for (const [certificate, tags] of Object.entries(listed)) {
    const known = await tx
      .selectFrom('certificates')
      .select('id')
      .where('id', '=', certificate)
      .executeTakeFirst();
    if (!known || through.includes(certificate)) continue;
    const wanted = new Set(tags);
    for (const [table, key] of Object.entries(KEY_OF)) {
      const { rows } = await sql<{ key: string }>`select ${sql.ref(key)}::text as key from ${sql.table(table)}
        where disposal_certificate is null or disposal_certificate = ${certificate}`.execute(
        wholeTransaction(tx),
      );
      const own = rows.map((row) => row.key).filter((one) => wanted.delete(tagOf(secret, table, one)));
      if (own.length > 0)
        await sql`update ${sql.table(table)} set disposal_certificate = ${certificate}
          where ${sql.ref(key)}::text = any(${own}) and disposal_certificate is null`.execute(
          wholeTransaction(tx),
        );
    }
    lacking += wanted.size;
  }
  return lacking;
}
