import { type LedgerEvent, leafOf } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import { certifiedEvent } from '../../holds/certifying.ts';
import { disposalEvent } from '../../holds/receipt.ts';
import { stepEvent } from '../../records/service.ts';
import type { Database } from '../../store/database.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { begunEvent } from '../../vault/begun.ts';

/**
 * Tables whose rows are kept outside the database as well: what was destroyed, and under which certificate. Counts, days,
 * series, the numbers of a commission, opaque ids and the city's own published text: nothing that a resident typed, and no
 * record. Rows are only ever added to them. Parents first.
 */
export const KEPT_TABLES = [
  'certificates',
  'disposal_certificates',
  'certificate_steps',
  'disposal_receipts',
  'disposals_begun',
] as const;
export type KeptTable = (typeof KEPT_TABLES)[number];
type Row<T extends KeptTable> = Selectable<Database[T]>;
/** By id. */
export type KeptRows = { [T in KeptTable]: Map<string, Row<T>> };

export const noRows = (): KeptRows => ({
  certificates: new Map(),
  disposal_certificates: new Map(),
  certificate_steps: new Map(),
  disposal_receipts: new Map(),
  disposals_begun: new Map(),
});

export async function rowsIn(read: Reader): Promise<KeptRows> {
  const byId = <R extends { id: string }>(rows: readonly R[]) => new Map(rows.map((row) => [row.id, row]));
  // Children before their parents: of whatever is seen, the parent is seen too.
  const disposals_begun = byId(await read.selectFrom('disposals_begun').selectAll().execute());
  const disposal_receipts = byId(await read.selectFrom('disposal_receipts').selectAll().execute());
  const certificate_steps = byId(await read.selectFrom('certificate_steps').selectAll().execute());
  const disposal_certificates = byId(await read.selectFrom('disposal_certificates').selectAll().execute());
  const certificates = byId(await read.selectFrom('certificates').selectAll().execute());
  return { certificates, disposal_certificates, certificate_steps, disposal_receipts, disposals_begun };
}

/** One row as a line of text, bytes in base64url: the same for the same row. */
export function lineOf(table: KeptTable, row: object): string {
  const values = new Map<string, unknown>(Object.entries(row));
  const said = columnsOf(table).map(([column]) => {
    const value = values.get(column) ?? null;
    return [column, value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value];
  });
  return JSON.stringify([table, Object.fromEntries(said)]);
}

/** Takes a line in; what is no whole line of ours, as a cut in the power leaves it, is passed over. */
export function takeLine(rows: KeptRows, line: string): void {
  const said = unjson(line);
  if (!Array.isArray(said)) return;
  const [name, values] = said;
  const table = KEPT_TABLES.find((known) => known === name);
  if (table !== undefined) take(rows, table, asRow(table, Object(values)));
}

function unjson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function take<T extends KeptTable>(rows: Pick<KeptRows, T>, table: T, row: object): void {
  if (isRow(table, row)) rows[table].set(String(Object(row).id), row);
}

type Column = { readonly type: string; readonly nullable?: true };
const columnsOf = (table: KeptTable): [string, Column][] => Object.entries(HOLDINGS[table].columns);

/** A line from before a column was there says nothing of it. */
const asRow = (table: KeptTable, values: Record<string, unknown>): object =>
  Object.fromEntries(
    columnsOf(table).map(([column, { type }]) => {
      const value = values[column] ?? null;
      const bytes = type === 'bytea' && typeof value === 'string';
      return [column, bytes ? new Uint8Array(Buffer.from(value, 'base64url')) : value];
    }),
  );

function isRow<T extends KeptTable>(table: T, row: object): row is Row<T> {
  const values = new Map(Object.entries(row));
  return columnsOf(table).every(([column, { type, nullable }]) => {
    const value = values.get(column);
    return value === null ? nullable === true : fits(value, type);
  });
}

function fits(value: unknown, type: string): boolean {
  if (type === 'bytea') return value instanceof Uint8Array;
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'smallint' || type === 'integer') return Number.isSafeInteger(value);
  return type === 'jsonb' ? typeof value === 'object' : typeof value === 'string';
}

/** What `known` has and `here` has not. */
export function lacking(here: KeptRows, known: KeptRows): KeptRows {
  const of = <R>(some: ReadonlyMap<string, R>, own: ReadonlyMap<string, unknown>) =>
    new Map([...some].filter(([id]) => !own.has(id)));
  return {
    certificates: of(known.certificates, here.certificates),
    disposal_certificates: of(known.disposal_certificates, here.disposal_certificates),
    certificate_steps: of(known.certificate_steps, here.certificate_steps),
    disposal_receipts: of(known.disposal_receipts, here.disposal_receipts),
    disposals_begun: of(known.disposals_begun, here.disposals_begun),
  };
}

export const countRows = (rows: KeptRows): number =>
  KEPT_TABLES.reduce((sum, table) => sum + rows[table].size, 0);

/** The leaves that rows were committed to with. `papers`: every certificate that a step may be of. */
export function leavesOf(rows: KeptRows, papers: KeptRows['certificates']): Uint8Array[] {
  const leaves: Uint8Array[] = [];
  const add = (salt: Uint8Array, event: LedgerEvent) =>
    void leaves.push(leafOf({ salt: new Uint8Array(salt), event }));
  for (const row of rows.disposal_certificates.values()) add(row.ledger_salt, certifiedEvent(row));
  for (const row of rows.disposal_receipts.values()) add(row.ledger_salt, disposalEvent(row));
  for (const row of rows.disposals_begun.values()) add(row.ledger_salt, begunEvent(row));
  for (const row of rows.certificate_steps.values()) {
    const paper = papers.get(row.certificate);
    if (paper) add(row.ledger_salt, stepEvent(paper, row));
  }
  return leaves;
}

const AT_ONCE = 2_000;

export async function insertRows(tx: Writer, rows: KeptRows): Promise<void> {
  for (const some of inParts(rows.certificates)) await tx.insertInto('certificates').values(some).execute();
  for (const some of inParts(rows.disposal_certificates))
    await tx.insertInto('disposal_certificates').values(some).execute();
  for (const some of inParts(rows.certificate_steps))
    await tx
      .insertInto('certificate_steps')
      .values(
        some.map((row) => ({ ...row, filed_text: row.filed_text ? JSON.stringify(row.filed_text) : null })),
      )
      .execute();
  for (const some of inParts(rows.disposal_receipts))
    await tx.insertInto('disposal_receipts').values(some).execute();
  for (const some of inParts(rows.disposals_begun))
    await tx.insertInto('disposals_begun').values(some).execute();
}

function* inParts<R>(rows: ReadonlyMap<string, R>): Generator<R[]> {
  const all = [...rows.values()];
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}
