import type { LedgerEvent, Opening } from '@commonkey/ledger';
import { addDays, type PlainDate, plainDateOf } from '@commonkey/program';
import { closedDayEvent, closedDays } from '../events/service.ts';
import { certifiedEvent } from '../holds/certifying.ts';
import { confirmedEvent, placedEvent, putBackEvent, releasedEvent } from '../holds/events.ts';
import { disposalEvent } from '../holds/receipt.ts';
import { narrowedScope, placedScope } from '../holds/scope.ts';
import { isSound } from '../holds/seal.ts';
import { statementOpenings, statusListOpenings } from '../ledger/service.ts';
import { keptDemands, keptNotices, keptRequests, keptTracks, wordedEvent } from '../legal/service.ts';
import { keptStatistics } from '../public/service.ts';
import { reviewedEvent } from '../questions/service.ts';
import { stepEvent } from '../records/service.ts';
import { allPublications, publishedEvent } from '../register/service.ts';
import type { Reader, Store } from '../store/store.ts';
import { HOLD_REASONS } from '../store/tables/holds.ts';
import { begunEvent } from '../vault/begun.ts';
import { keptOfStaff } from './kept-of-staff.ts';
import { by, type Kept, NO_SALT, one, open, type Who } from './opened.ts';

export type { Kept } from './opened.ts';

/** Every event that rows of the database can still open, salts included: for officers and those they hand it to, not for the public. */
export async function keptOpenings(store: Pick<Store, 'read'>): Promise<Kept[]> {
  const { read } = store;
  const lists = (await statusListOpenings(read)).map(({ table, salt, event }) => one(table, salt, event));
  return [...lists, ...(await keptOfOffices(read))];
}

/** All but those of status lists, which are signed every hour. */
export async function keptOfOffices(read: Reader): Promise<Kept[]> {
  const said = (await statementOpenings(read)).map(({ salt, event }) =>
    one('public_statements', salt, event),
  );
  return [
    ...said,
    ...(await destructions(read)),
    ...(await holds(read)),
    ...(await demands(read)),
    ...(await certificates(read)),
    ...(await closings(read)),
    ...(await questions(read)),
    ...(await requests(read)),
    ...(await tracks(read)),
    ...(await publications(read)),
    ...(await keptStatistics(read)).map(({ table, salt, event }) => one(table, salt, event)),
    ...(await keptOfStaff(read)),
  ];
}

/** What desks of an event day counted together. */
async function closings(read: Reader): Promise<Kept[]> {
  return (await closedDays(read)).map((row) => ({
    ...one('event_closings', row.ledger_salt, closedDayEvent(row)),
    until: row.ends_on,
  }));
}

/** Those that a newer one took the place of too. */
async function publications(read: Reader): Promise<Kept[]> {
  return (await allPublications(read)).map((row) =>
    one('publications', row.ledger_salt, publishedEvent(row)),
  );
}

async function destructions(read: Reader): Promise<Kept[]> {
  const receipts = await read.selectFrom('disposal_receipts').selectAll().execute();
  const begun = await read.selectFrom('disposals_begun').selectAll().execute();
  return [
    ...receipts.map((row) => one('disposal_receipts', row.ledger_salt, disposalEvent(row))),
    ...begun.map((row) => one('disposals_begun', row.ledger_salt, begunEvent(row))),
  ];
}

async function holds(read: Reader): Promise<Kept[]> {
  const rows = await read.selectFrom('legal_holds').selectAll().execute();
  const reviews = await read.selectFrom('hold_reviews').selectAll().execute();
  const wordings = await read.selectFrom('hold_wordings').selectAll().execute();
  const told = await read.selectFrom('hold_vendor_notices').selectAll().execute();
  // Of words that an old copy of the database lost nobody knows whether they said so.
  const silent = new Set([
    ...wordings.filter(({ gag }) => gag).map(({ hold }) => hold),
    ...rows.filter(({ words_lost_at }) => words_lost_at !== null).map(({ id }) => id),
  ]);
  return [
    ...rows.flatMap((row) => lifeOf(row, isSound(read, row))),
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
    ...(await keptNotices(read)).map(({ table, salt, event, two }) =>
      one(table, salt, event, two ? whoOf({ asked: two.asked, released: two.agreed, salt: two.salt }) : []),
    ),
  ].map((kept) => {
    // Also where an earlier word of counsel lifted the gag: whether it may be told now is for counsel to say.
    const { hold } = kept.openings[0].event;
    return typeof hold === 'string' && silent.has(hold) ? { ...kept, gagged: true as const } : kept;
  });
}

async function demands(read: Reader): Promise<Kept[]> {
  return (await keptDemands(read)).map(({ table, salt, event, two, gagged }) => ({
    ...one(table, salt, event, two ? whoOf({ asked: two.asked, released: two.agreed, salt: two.salt }) : []),
    ...(gagged && { gagged: true as const }),
  }));
}

/** The city's day of a time is one of three, and the leaf says which; leaves from before they said a day say none. */
function onDays(at: Date, opens: (on: PlainDate | null) => Opening): [Opening, ...Opening[]] {
  const day = plainDateOf(at);
  return [opens(day), ...[addDays(day, -1), addDays(day, 1), null].map(opens)];
}

type HoldRow = Awaited<ReturnType<typeof holdRows>>[number];
const holdRows = (read: Reader) => read.selectFrom('legal_holds').selectAll().execute();

/** Every entry that the placing of a hold may have been. */
export function placingOf(row: HoldRow): [Opening, ...Opening[]] {
  const by = actor(row.placed_by, row.placed_by_salt);
  const placed = (reason: string | null) =>
    onDays(row.placed_at, (on) =>
      open(row.ledger_salt, placedEvent(row.id, placedScope(row), reason, { by, on })),
    );
  // Outside the database the reason is not kept: of a hold that was put back, any of them may have been it.
  return [...placed(row.reason), ...(row.reason === null ? HOLD_REASONS.flatMap(placed) : [])];
}

/** @param sound it is sealed as the service wrote it */
function lifeOf(row: HoldRow, sound: boolean): Kept[] {
  const { id, confirmed_salt, released_salt } = row;
  const scope = placedScope(row);
  const placer = actor(row.placed_by, row.placed_by_salt);
  const confirmer = actor(row.confirmed_by, row.confirmed_by_salt);
  // Whoever placed it is hidden in its leaves since holds are; a row that is not as it was sealed could say that it is older.
  const older = sound && row.placed_by_salt === null;
  // Of such a hold the leaves of what became of it were made before; of any other, a state without a salt was never committed to.
  const elsewhere = older || row.put_back_salt !== null;
  const two = twoOf(row);
  const step = (
    at: Date | null,
    {
      salt,
      event,
      who,
    }: { salt: Uint8Array | null; event: (on: PlainDate | null) => LedgerEvent; who: Who[] },
  ): Kept[] => {
    if (at === null || (salt === null && elsewhere)) return [];
    // A leaf without names can be made by whoever writes the database: it opens nothing but the rows that had no other.
    const named = who.length > 0 || older;
    const opens = (named && salt) || NO_SALT;
    const openings = onDays(at, (on) => open(opens, event(on)));
    return [{ table: 'legal_holds', openings, ...(who.length > 0 && { who }) }];
  };
  return [
    { table: 'legal_holds', openings: placingOf(row), ...whoOne(placer) },
    ...step(row.confirmed_at, {
      salt: confirmed_salt,
      event: (on) => confirmedEvent(id, narrowedScope(row), { by: confirmer, on }),
      who: whoOne(confirmer).who ?? [],
    }),
    ...step(row.released_at, {
      salt: released_salt,
      event: (on) => releasedEvent(id, two, on),
      who: two ? whoOf(two) : [],
    }),
    ...(row.put_back_salt === null
      ? []
      : [one('legal_holds', row.put_back_salt, putBackEvent(id, scope, row.put_back_on))]),
  ];
}

const actor = (staff: string | null, salt: Uint8Array | null) =>
  staff !== null && salt ? { staff, salt } : null;
const whoOne = (acted: ReturnType<typeof actor>): { who?: Who[] } =>
  acted ? { who: [by(acted.salt, acted.staff)] } : {};

/** The two who released it; null where the leaf does not say. */
function twoOf({ release_asked_by: asked, released_by: released, released_by_salt: salt }: HoldRow) {
  return salt && asked !== null && released !== null ? { asked, released, salt } : null;
}

const whoOf = ({ asked, released, salt }: NonNullable<ReturnType<typeof twoOf>>): Who[] => [
  { fact: 'asked-by', staff: asked, part: 'asked', salt: new Uint8Array(salt) },
  { fact: 'by', staff: released, part: 'released', salt: new Uint8Array(salt) },
];

async function questions(read: Reader): Promise<Kept[]> {
  const rows = await read.selectFrom('question_reviews').selectAll().execute();
  return rows.map(({ id: _, ledger_salt, ...row }) =>
    one(
      'question_reviews',
      ledger_salt,
      reviewedEvent(row),
      row.by_salt ? [by(row.by_salt, row.signed_by)] : [],
    ),
  );
}

async function requests(read: Reader): Promise<Kept[]> {
  return (await keptRequests(read)).map(({ table, salt, event }) => one(table, salt, event));
}

async function tracks(read: Reader): Promise<Kept[]> {
  return (await keptTracks(read)).map(({ table, salt, event, by: acted }) =>
    one(table, salt, event, [by(acted.salt, acted.staff)]),
  );
}

/** What opens the end of records that wait for it. */
export async function keptCertificates(read: Reader): Promise<Kept[]> {
  const approved = await read.selectFrom('disposal_certificates').selectAll().execute();
  return approved.map((row) => one('disposal_certificates', row.ledger_salt, certifiedEvent(row)));
}

async function certificates(read: Reader): Promise<Kept[]> {
  const papers = new Map(
    (await read.selectFrom('certificates').selectAll().execute()).map((paper) => [paper.id, paper]),
  );
  const steps = await read.selectFrom('certificate_steps').selectAll().execute();
  return [
    ...(await keptCertificates(read)),
    ...steps.flatMap((step) => {
      const paper = papers.get(step.certificate);
      const who = step.by_salt ? [by(step.by_salt, step.moved_by)] : [];
      return paper ? [one('certificate_steps', step.ledger_salt, stepEvent(paper, step), who)] : [];
    }),
  ];
}
