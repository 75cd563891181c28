import type { LedgerEvent, Opening } from '@commonkey/ledger';
import { disposalEvent } from '../holds/destroy.ts';
import { confirmedEvent, placedEvent, releasedEvent } from '../holds/events.ts';
import { narrowedScope, placedScope } from '../holds/scope.ts';
import { publicOpenings } from '../ledger/service.ts';
import { wordedEvent } from '../legal/service.ts';
import { stepEvent } from '../records/service.ts';
import type { TableName } from '../store/database.ts';
import type { Reader, Store } from '../store/store.ts';
import { HOLD_REASONS } from '../store/tables/holds.ts';

/**
 * What a row says of an event that the ledger committed to. Mostly one opening; a row that came back from outside the
 * database may not know all of its facts, and then one of several is true.
 */
export type Kept = {
  table: TableName;
  openings: readonly [Opening, ...Opening[]];
  /** Of a hold that may not be spoken of: not to be handed to anybody without counsel. */
  gagged?: true;
};

/** Opens nothing. */
const NO_SALT = new Uint8Array(32);

const open = (salt: Uint8Array, event: LedgerEvent): Opening => ({ salt: new Uint8Array(salt), event });
const one = (table: TableName, salt: Uint8Array, event: LedgerEvent): Kept => ({
  table,
  openings: [open(salt, event)],
});

/** Every event that rows of the database can still open, salts included: for officers and those they hand it to, not for the public. */
export async function keptOpenings(store: Pick<Store, 'read'>): Promise<Kept[]> {
  const { read } = store;
  const said = (await publicOpenings({ store })).map(({ salt, event }) =>
    one(event.kind === 'status-list-published' ? 'status_lists' : 'public_statements', salt, event),
  );
  return [
    ...said,
    ...(await destructions(read)),
    ...(await holds(read)),
    ...(await certificates(read)),
    ...(await shifts(read)),
  ];
}

async function destructions(read: Reader): Promise<Kept[]> {
  const receipts = await read.selectFrom('disposal_receipts').selectAll().execute();
  const begun = await read.selectFrom('disposals_begun').selectAll().execute();
  return [
    ...receipts.map((row) => one('disposal_receipts', row.ledger_salt, disposalEvent(row))),
    ...begun.map(({ series, count, authority, begun_on, taken_back, ledger_salt }) =>
      one('disposals_begun', ledger_salt, {
        kind: taken_back ? 'disposal-taken-back' : 'disposal-begun',
        series,
        count,
        authority,
        begun_on,
      }),
    ),
  ];
}

async function holds(read: Reader): Promise<Kept[]> {
  const rows = await read.selectFrom('legal_holds').selectAll().execute();
  const reviews = await read.selectFrom('hold_reviews').selectAll().execute();
  const wordings = await read.selectFrom('hold_wordings').selectAll().execute();
  const told = await read.selectFrom('hold_vendor_notices').selectAll().execute();
  const silent = new Set(wordings.filter(({ gag }) => gag).map(({ hold }) => hold));
  return [
    ...rows.flatMap((row) => lifeOf(row)),
    ...reviews.map(({ hold, next_on, ledger_salt }) =>
      one('hold_reviews', ledger_salt, { kind: 'hold-reviewed', hold, next_on }),
    ),
    ...wordings.map(
      ({ hold, gag, sentences, ledger_salt }): Kept => ({
        table: 'hold_wordings',
        openings: [
          open(ledger_salt, wordedEvent(hold, { gag, sentences })),
          // Rows from before sentences were committed to.
          open(ledger_salt, { kind: 'hold-worded', hold, gag }),
        ],
      }),
    ),
    ...told.map(({ hold, vendor, told_on, ledger_salt }) =>
      one('hold_vendor_notices', ledger_salt, { kind: 'hold-vendor-told', hold, vendor, told_on }),
    ),
  ].map((kept) => {
    // Also where an earlier word of counsel lifted the gag: whether it may be told now is for counsel to say.
    const { hold } = kept.openings[0].event;
    return typeof hold === 'string' && silent.has(hold) ? { ...kept, gagged: true as const } : kept;
  });
}

type HoldRow = Awaited<ReturnType<typeof holdRows>>[number];
const holdRows = (read: Reader) => read.selectFrom('legal_holds').selectAll().execute();

function lifeOf(row: HoldRow): Kept[] {
  const { id, ledger_salt, confirmed_salt, released_salt } = row;
  const scope = placedScope(row);
  const placed = (reason: string | null) => open(ledger_salt, placedEvent(id, scope, reason));
  // Outside the database the reason is not kept: of a hold that was put back, any of them may have been it.
  const others = row.reason === null ? HOLD_REASONS.map(placed) : [];
  // Of such a hold the leaves of what became of it were made before; of any other, a state without a salt was never committed to.
  const putBack = row.reason === null;
  const step = (at: Date | null, salt: Uint8Array | null, event: LedgerEvent): Kept[] =>
    at === null || (salt === null && putBack) ? [] : [one('legal_holds', salt ?? NO_SALT, event)];
  return [
    { table: 'legal_holds', openings: [placed(row.reason), ...others] },
    ...step(row.confirmed_at, confirmed_salt, confirmedEvent(id, narrowedScope(row))),
    ...step(row.released_at, released_salt, releasedEvent(id)),
  ];
}

async function certificates(read: Reader): Promise<Kept[]> {
  const approved = await read.selectFrom('disposal_certificates').selectAll().execute();
  const papers = new Map(
    (await read.selectFrom('certificates').selectAll().execute()).map((paper) => [paper.id, paper]),
  );
  const steps = await read.selectFrom('certificate_steps').selectAll().execute();
  return [
    ...approved.map((row) =>
      one('disposal_certificates', row.ledger_salt, {
        kind: 'disposal-certified',
        certificate: row.id,
        series: row.series,
        dueFrom: row.due_from,
        dueThrough: row.due_through,
        opensOn: row.opens_on,
        issued_on: row.issued_on,
      }),
    ),
    ...steps.flatMap((step) => {
      const paper = papers.get(step.certificate);
      return paper ? [one('certificate_steps', step.ledger_salt, stepEvent(paper, step))] : [];
    }),
  ];
}

async function shifts(read: Reader): Promise<Kept[]> {
  const closed = await read
    .selectFrom('desk_shifts')
    .select(['statement_digest', 'close_salt'])
    .where('statement_digest', 'is not', null)
    .execute();
  const stolen = await read.selectFrom('distrusted_keys').select(['kid', 'ledger_salt']).execute();
  return [
    ...closed.flatMap(({ statement_digest: statement, close_salt }) =>
      statement && close_salt ? [one('desk_shifts', close_salt, { kind: 'shift-closed', statement })] : [],
    ),
    ...stolen.map(({ kid, ledger_salt }) =>
      one('distrusted_keys', ledger_salt, { kind: 'desk-distrusted', key: kid }),
    ),
  ];
}
