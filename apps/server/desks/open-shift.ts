import { fromBase64url, newSerial, type PublicJwk, toPublicJwk } from '@commonkey/credential';
import { addPeriod, type PlainDate } from '@commonkey/program';
import type { ShiftOffer } from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import { drawFreePlaces, longestRegisterEnd, shuffled, statusUri } from '../cards/service.ts';
import type { Context } from '../context.ts';
import { keeperOf } from '../keeper/client.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import { agesKey } from './ages-key.ts';
import { certificateDays } from './days.ts';
import type { DeskOfficeCode } from './errors.ts';
import { takeLibraryNumbers } from './library-numbers.ts';

export type ShiftWish = { publicJwk: Omit<PublicJwk, 'kid'>; cards: number; hours: number };

/** How long an unclosed shift's block may wait for its statement before it ends by itself. */
const LATEST_CLOSE_DAYS = 60;
/** The last day on which a shift may still report, by the last day of its hours. */
export const latestClose = (lastDay: PlainDate): PlainDate => addPeriod(lastDay, { days: LATEST_CLOSE_DAYS });

/**
 * Certifies a desk key and reserves a block of serials, status places and library numbers for it. It names no place and
 * no event. Faults `shift-too-large`, `shift-too-long`, `library-numbers-short`, `desk-key-used`, and the
 * keeper's.
 */
export async function openShift(context: Context, staffId: string, wish: ShiftWish): Promise<ShiftOffer> {
  const { program } = context.program;
  const { maxCards, maxHours } = program.desk;
  if (wish.cards > maxCards) throw new Fault<DeskOfficeCode>('shift-too-large', { most: maxCards });
  if (wish.hours > maxHours) throw new Fault<DeskOfficeCode>('shift-too-long', { most: maxHours });
  const publicJwk = toPublicJwk(wish.publicJwk);
  const { read } = context.store;
  const used = await read.selectFrom('desk_keys').select('kid').where('kid', '=', publicJwk.kid).execute();
  if (used.length > 0) throw new Fault<DeskOfficeCode>('desk-key-used');
  const from = context.clock.now();
  const until = new Date(from.getTime() + wish.hours * 3_600_000);
  const days = certificateDays(program.city.timeZone, from, until);
  const { certificate } = await keeperOf(context).ask('certify-desk', {
    publicJwk,
    ...days,
    quota: wish.cards,
  });
  const shift = Buffer.from(context.random(16)).toString('hex');

  return context.store.write(async (tx) => {
    const bytes = fromBase64url(certificate) ?? new Uint8Array();
    const { salt } = await record(
      tx,
      { kind: 'desk-certified', key: publicJwk.kid, quota: wish.cards, until: days.until },
      context.random,
    );
    const certified = await tx
      .insertInto('desk_keys')
      .values({
        kid: publicJwk.kid,
        certificate: bytes,
        salt,
        ends_on: longestRegisterEnd(program, days.until.slice(0, 7)),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('kid')
      .executeTakeFirst();
    if (!certified) throw new Fault<DeskOfficeCode>('desk-key-used');
    await tx
      .insertInto('desk_shifts')
      .values({
        shift,
        opened_by: staffId,
        kid: publicJwk.kid,
        public_x: publicJwk.x,
        public_y: publicJwk.y,
        certificate: bytes,
        window_from: from,
        window_until: until,
        max_hours: wish.hours,
        quota: wish.cards,
        policy_version: program.version,
        fees: JSON.stringify(program.fees.map((fee) => fee.id)),
        ends_on: statementEnd(context, days.until),
      })
      .execute();
    const places = await reserve(context, tx, shift, wish.cards, until);
    const barcodes = await takeLibraryNumbers(context, tx, shift, wish.cards);
    return {
      shift,
      from: Math.floor(from.getTime() / 1000),
      until: Math.floor(until.getTime() / 1000),
      quota: wish.cards,
      certificate,
      places,
      barcodes,
      policyVersion: program.version,
      maxHours: wish.hours,
      issuer: context.config.issuer,
      fees: program.fees.map((fee) => fee.id),
      ...(program.desk.countAges ? { agesKey: agesKey(context, from) } : {}),
    };
  });
}

async function reserve(
  context: Context,
  tx: Writer,
  shift: string,
  count: number,
  until: Date,
): Promise<ShiftOffer['places']> {
  const places = await drawFreePlaces(context, tx, count);
  const serials = await freshSerials(context, tx, count);
  const ends_on = new Date(until.getTime() + LATEST_CLOSE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const rows = places.map(({ list, place }, i) => ({
    serial: serials[i] ?? '',
    shift,
    list,
    place,
    ends_on,
  }));
  await tx.insertInto('shift_serials').values(shuffled(rows, context.random)).execute();
  return rows.map(({ serial, list, place }) => ({ serial, uri: statusUri(context, list), index: place }));
}

/** Random numbers that no card and no open block has. */
async function freshSerials(context: Context, tx: Writer, count: number): Promise<string[]> {
  const serials = new Set<string>();
  while (serials.size < count) {
    const drawn = Array.from({ length: count - serials.size }, () => newSerial(context.random));
    const cards = await tx.selectFrom('cards').select('serial').where('serial', 'in', drawn).execute();
    const open = await tx.selectFrom('shift_serials').select('serial').where('serial', 'in', drawn).execute();
    const taken = new Set([...cards, ...open].map(({ serial }) => serial));
    for (const serial of drawn) if (!taken.has(serial)) serials.add(serial);
  }
  return [...serials];
}

/** Latest day of the statement's row, by the program's series (T4). Fault `program-without-statement-series`. */
function statementEnd(context: Context, lastDay: string): string {
  const series = context.program.program.series.find(({ id }) => id === 'shift-statement');
  if (!series) throw new Fault<DeskOfficeCode>('program-without-statement-series');
  return addPeriod(latestClose(lastDay), series.period);
}
