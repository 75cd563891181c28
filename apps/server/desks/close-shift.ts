import type { Program } from '@commonkey/program';
import {
  type ClosingStatement,
  checkStatement,
  parseStatement,
  type ShiftFault,
  type ShiftOffer,
  type SignedStatement,
  secretFromWire,
  statementDigest,
  verifyStatement,
} from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import { addCards, revoke, statusUri } from '../cards/service.ts';
import type { Context } from '../context.ts';
import { dropHandedOver } from '../portal/service.ts';
import { withhold } from '../store/places.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import type { DeskTables, ShiftCounts } from '../store/tables/desks.ts';
import { closedEvent } from './closed-event.ts';
import { type Settled, settleCopies } from './copies.ts';
import { dayIn } from './days.ts';
import type { DeskOfficeCode } from './errors.ts';
import { claimHandOvers, forgetHandOvers } from './hand-overs.ts';
import { settleLibraryNumbers } from './library-numbers.ts';

type ShiftRow = Selectable<DeskTables['desk_shifts']>;
/** A shift that has not reported: whatever is emptied at close-down is still there. */
type OpenRow = ShiftRow & {
  [C in 'public_x' | 'public_y' | 'certificate' | 'window_from' | 'window_until' | 'max_hours']: NonNullable<
    ShiftRow[C]
  >;
};
type SerialRow = Selectable<DeskTables['shift_serials']>;

/**
 * Takes a closed shift in, whole or not at all, in whatever order shifts arrive. The same statement again gets the first
 * acknowledgement (F-07); another one for the same shift is refused.
 * Faults `statement-refused` {fault, path}, `shift-unknown`, `statement-signature-wrong`, `shift-closed-otherwise`,
 * `second-cards-unnamed`.
 *
 * @param signed.second serials of this shift that are second cards: made of a waiting record that another shift had reported
 *   before, as `reportHandOvers` said. They enter the register as ended
 * @param signed.copies what became of ribbons and other things that keep a copy
 */
export async function closeShift(
  context: Context,
  signed: SignedStatement & { second?: readonly string[]; copies?: Settled },
): Promise<{ acknowledged: string }> {
  const { statement, faults } = parseStatement(signed.statement);
  if (!statement) throw refused(faults);
  const digest = await statementDigest(signed.statement);
  let ended: string[] = [];
  await context.store.write(async (tx) => {
    const row = await lockShift(tx, statement.shift);
    if (!row) throw new Fault<DeskOfficeCode>('shift-unknown');
    if (row.statement_digest === digest) return;
    if (!isOpen(row)) throw new Fault<DeskOfficeCode>('shift-closed-otherwise');
    const publicJwk = { kty: 'EC', crv: 'P-256', x: row.public_x, y: row.public_y } as const;
    if (!(await verifyStatement(signed, publicJwk)))
      throw new Fault<DeskOfficeCode>('statement-signature-wrong');
    ended = await take(context, tx, row, { statement, digest, second: new Set(signed.second) });
    const day = dayIn(context.program.program.city.timeZone, row.window_from);
    await settleCopies(context, tx, { shift: row.shift, day }, signed.copies ?? {});
  });
  await dropHandedOver(context, ended);
  return { acknowledged: digest };
}

function isOpen(row: ShiftRow): row is OpenRow {
  return (
    row.statement_digest === null &&
    row.public_x !== null &&
    row.public_y !== null &&
    row.certificate !== null &&
    row.window_from !== null &&
    row.window_until !== null &&
    row.max_hours !== null
  );
}

/** An update that changes nothing, for its lock: two desks cannot close one shift at once. */
async function lockShift(tx: Writer, shift: string): Promise<ShiftRow | undefined> {
  return tx
    .updateTable('desk_shifts')
    .set((columns) => ({ quota: columns.ref('quota') }))
    .where('shift', '=', shift)
    .returningAll()
    .executeTakeFirst();
}

async function take(
  context: Context,
  tx: Writer,
  row: OpenRow,
  { statement, digest, second }: { statement: ClosingStatement; digest: string; second: ReadonlySet<string> },
): Promise<string[]> {
  const { shift } = row;
  const block = await tx.selectFrom('shift_serials').selectAll().where('shift', '=', shift).execute();
  const numbers = await tx
    .selectFrom('library_numbers')
    .select('number')
    .where('shift', '=', shift)
    .execute();
  const offer = offerOf(
    context,
    row,
    block,
    numbers.map(({ number }) => number),
  );
  const faults = checkStatement(offer, statement);
  if (faults.length > 0) throw refused(faults);

  const claimed = await claimHandOvers(context, tx, shift, statement.handedOver);
  const named = statement.cards.filter(({ serial }) => second.has(serial)).length;
  // Only the desk can say which card a record became; city hall knows how many it must name.
  if (named !== second.size || named !== claimed.second.length)
    throw new Fault<DeskOfficeCode>('second-cards-unnamed', { count: claimed.second.length });
  const tied = new Map(block.map((one) => [one.serial, one]));
  const cards = statement.cards.flatMap((card) => {
    const tie = tied.get(card.serial);
    if (!tie) return [];
    const asked = card.slip !== null && tie.slip_claims.includes(card.slip);
    const revoked = tie.revoked || asked || second.has(card.serial);
    return [{ ...card, list: tie.list, place: tie.place, revoked }];
  });
  const dead = [...statement.spoiled.map((one) => one.serial), ...statement.void];
  await addCards(context, tx, cards, row.policy_version);
  await withhold(
    tx,
    dead.flatMap((serial) => tied.get(serial) ?? []),
  );
  await settleLibraryNumbers(tx, shift, statement.barcodes.used);
  for (const wish of statement.revocations)
    await revoke(context, tx, wish.by === 'slip' ? { ...wish, secret: secretFromWire(wish.secret) } : wish);

  const counts = {
    ...countsOf(statement),
    ...(named > 0 ? { second: named } : {}),
    ...agesOf(context.program.program, statement),
  };
  const worked_on = dayIn(context.program.program.city.timeZone, row.window_from);
  const { head } = statement;
  const { salt } = await record(
    tx,
    closedEvent({ statement: digest, head, counts, worked_on }),
    context.random,
  );
  await tx
    .updateTable('desk_shifts')
    .set({
      statement_digest: digest,
      head,
      counts: JSON.stringify(counts),
      opened_by: null,
      kid: null,
      public_x: null,
      public_y: null,
      certificate: null,
      window_from: null,
      window_until: null,
      max_hours: null,
      worked_on,
      close_salt: salt,
    })
    .where('shift', '=', shift)
    .execute();
  await context.holds.destroy(tx, { table: 'shift_serials', where: { shift }, because: 'shift-closed' });
  await forgetHandOvers(context, tx);
  await context.jobs.send(tx, 'cards.publish', {});
  return claimed.ended;
}

function offerOf(
  context: Context,
  row: OpenRow,
  block: readonly SerialRow[],
  barcodes: readonly string[],
): ShiftOffer {
  return {
    shift: row.shift,
    from: Math.floor(row.window_from.getTime() / 1000),
    until: Math.floor(row.window_until.getTime() / 1000),
    quota: row.quota,
    certificate: Buffer.from(row.certificate).toString('base64url'),
    places: block.map(({ serial, list, place }) => ({ serial, uri: statusUri(context, list), index: place })),
    barcodes: [...barcodes],
    policyVersion: row.policy_version,
    maxHours: row.max_hours,
    issuer: context.config.issuer,
    fees: row.fees,
  };
}

function countsOf(statement: ClosingStatement): ShiftCounts {
  const spoiled: Record<string, number> = {};
  for (const { reason } of statement.spoiled) spoiled[reason] = (spoiled[reason] ?? 0) + 1;
  const { refused, corrected, replaced, renewed, fees } = statement.counts;
  return {
    cards: statement.cards.length,
    handedOver: Math.min(statement.handedOver.length, statement.cards.length),
    spoiled,
    void: statement.void.length,
    unused: statement.unused.length,
    refused,
    corrected,
    replaced,
    renewed,
    revoked: statement.revocations.length,
    fees,
  };
}

/** Of another program's bands nothing is kept: a shift may have been open while the rules changed. */
function agesOf({ desk: { countAges } }: Program, { ages }: ClosingStatement): Pick<ShiftCounts, 'ages'> {
  return ages && countAges && String(ages.from) === String(countAges.from) ? { ages } : {};
}

/** Names the first thing wrong by code and place, never by value. */
function refused(faults: readonly ShiftFault[]): Fault<DeskOfficeCode> {
  const [first] = faults;
  return new Fault('statement-refused', {
    fault: first?.code ?? '',
    path: first?.path ?? '',
    count: faults.length,
  });
}
