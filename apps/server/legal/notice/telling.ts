import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import { newActedSalt } from '../../store/acted-by.ts';
import { record } from '../../store/record.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { LegalNoticeTables, NoticeBasis } from '../../store/tables/legal-notices.ts';
import { wordingsOf } from '../wording.ts';
import { found, lastingHold, requireOpen, requireSecond, requireSpeakable } from './deciding.ts';
import type { TellingCode } from './errors.ts';
import { tellingAgreed, tellingEnded } from './events.ts';
import { wasSilenced } from './silence.ts';

/** A decision to tell those whose records a hold takes, and whether an order of silence has ended it. */
export type Telling = Selectable<LegalNoticeTables['hold_notices']> & { silenced: boolean };
type Parts = Pick<Context, 'store' | 'clock' | 'random'>;

/**
 * The first of two finds that those whose records a confirmed hold takes may be told.
 * @throws Fault `hold-unknown` | `hold-already-released` | `hold-not-confirmed` | `telling-open` | `telling-gagged` |
 *   `telling-words-missing`: nobody is sent to a page that says nothing
 */
export async function askToTell(
  parts: Parts,
  { hold, basis, afterGag, by }: { hold: string; basis: NoticeBasis; afterGag: boolean; by: string },
): Promise<string> {
  return parts.store.write(async (tx) => {
    await lastingHold(tx, hold);
    const last = await lastTelling(tx, hold);
    if (last?.ended_at === null) {
      if (!last.silenced) throw new Fault<TellingCode>('telling-open');
      await end(parts, tx, last, by);
    }
    await requireSpeakable(tx, hold, afterGag);
    await requireWords(tx, hold);
    const id = crypto.randomUUID();
    const asked = { asked_at: parts.clock.now(), asked_by: by };
    await tx
      .insertInto('hold_notices')
      .values({ id, hold, basis, after_gag: afterGag, ...asked })
      .execute();
    return id;
  });
}

/**
 * The second of two agrees: from now on messages go out, or wait until the hold may be spoken of.
 * @throws Fault `telling-unknown` | `telling-over` | `telling-agreed` | `telling-needs-second` | those of `askToTell`
 */
export async function agreeToTell(parts: Parts, hold: string, by: string): Promise<void> {
  await parts.store.write(async (tx) => {
    await lastingHold(tx, hold);
    const row = found(await lastTelling(tx, hold));
    requireSecond(row, by);
    await requireSpeakable(tx, hold, row.after_gag);
    await requireWords(tx, hold);
    const by_salt = newActedSalt(parts.random);
    const event = tellingAgreed(row, { asked: row.asked_by, agreed: by, salt: by_salt });
    const { salt } = await record(tx, event, parts.random);
    await tx
      .updateTable('hold_notices')
      .set({ agreed_at: parts.clock.now(), agreed_by: by, ledger_salt: salt, by_salt })
      .where('id', '=', row.id)
      .execute();
  });
}

/** No more is sent; what was sent was sent. One officer may: it tells nobody anything. Faults `telling-unknown`, `telling-over`. */
export async function endTelling(parts: Parts, hold: string, by: string): Promise<void> {
  await parts.store.write(async (tx) => {
    const row = found(await lastTelling(tx, hold));
    requireOpen(row);
    await end(parts, tx, row, by);
  });
}

async function end({ clock, random }: Parts, tx: Writer, row: Telling, by: string): Promise<void> {
  const agreed = row.agreed_at !== null;
  const ended_salt = agreed ? (await record(tx, tellingEnded(row.id, row.hold), random)).salt : null;
  await tx
    .updateTable('hold_notices')
    .set({ ended_at: clock.now(), ended_by: by, ended_salt })
    .where('id', '=', row.id)
    .execute();
}

async function requireWords(tx: Writer, hold: string): Promise<void> {
  const wording = (await wordingsOf(tx, [hold])).get(hold);
  if (Object.keys(wording?.sentences ?? {}).length === 0)
    throw new Fault<TellingCode>('telling-words-missing');
}

/** The newest decision about a hold. */
export async function lastTelling(read: Reader, hold: string): Promise<Telling | null> {
  const row = await read
    .selectFrom('hold_notices')
    .selectAll()
    .select(wasSilenced('hold_notices').as('silenced'))
    .where('hold', '=', hold)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
