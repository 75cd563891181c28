import { type PlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { newActedSalt } from '../store/acted-by.ts';
import { record } from '../store/record.ts';
import { sealKeyOf } from '../store/seal-key.ts';
import type { Store, Writer } from '../store/store.ts';
import { NOTHING_KNOWN, recordAgain } from './agree.ts';
import { lastWord } from './doubt-words.ts';
import type { HoldsCode } from './errors.ts';
import { confirmedEvent, placedEvent, putBackEvent } from './events.ts';
import type { Parts, Placing } from './holding.ts';
import { noneInFlight } from './in-flight.ts';
import { lockAgainstDestroying } from './locks.ts';
import { asRow, type HoldRow, isInForce, type MirroredHold } from './mirror.ts';
import { EVERYTHING, stored } from './scope.ts';
import { isSealedBy, isSound, mendSealOf, NEW_HOLD, type SealedFacts, sealOf } from './seal.ts';

/** Who asked, as the first of two, that this row is put right; null where nobody did, or where the database says so and no seal. */
export function mendAskedBy(way: object, { id, mend_asked_by, mend_asked_seal }: HoldRow): string | null {
  if (mend_asked_by === null) return null;
  const expected = mendSealOf(id, mend_asked_by, sealKeyOf(way));
  return isSealedBy(mend_asked_seal, expected) ? mend_asked_by : null;
}

/** The first of the two people who put right a row that was changed. Faults `hold-unknown` | `hold-row-sound`. */
export async function askToMend(tx: Writer, id: string, by: string): Promise<void> {
  await alteredRow(tx, id);
  await tx
    .updateTable('legal_holds')
    .set({ mend_asked_by: by, mend_asked_seal: mendSealOf(id, by, sealKeyOf(tx)) })
    .where('id', '=', id)
    .execute();
}

/**
 * The second, who may not be the first. The row says again what the key process knows of the hold, whatever stood there. Of one that
 * it does not know nothing is certain: it is confirmed over everything, and two people lift it as they lift any other.
 * @throws Fault `mend-not-asked` | `mend-needs-second-person` | those of `askToMend` | those of the key process: nothing was
 *   changed then
 */
export async function mendHold(store: Store, id: string, by: string, parts: Placing): Promise<void> {
  const { mirror, timeZone } = parts.inFlight ?? noneInFlight;
  await store.write(async (tx) => {
    await lockAgainstDestroying(tx);
    const row = await alteredRow(tx, id);
    const first = mendAskedBy(tx, row);
    if (first === null) throw new Fault<HoldsCode>('mend-not-asked');
    if (first === by) throw new Fault<HoldsCode>('mend-needs-second-person');
    const known = (await mirror.list()).find((hold) => hold.id === id);
    const on = plainDateIn(timeZone, parts.clock.now());
    const how = { ...parts, timeZone, on };
    const said = known ? await asKnown(tx, known, how) : await asEverything(tx, row, by, how);
    // Whether words about it were lost nobody can say: it is spoken of when they are written anew.
    const facts = { ...said, words_lost_after: row.last_word, words_lost_at: parts.clock.now() };
    await tx
      .updateTable('legal_holds')
      .set({
        ...facts,
        from_age: known?.age ?? null,
        mend_asked_by: null,
        mend_asked_seal: null,
        seal: sealOf(facts, sealKeyOf(tx)),
      })
      .where('id', '=', id)
      .execute();
  });
}

type How = Parts & { timeZone: string; on: PlainDate };
type Mended = SealedFacts & { put_back_on: PlainDate | null };

async function asKnown(tx: Writer, known: MirroredHold, { random, timeZone, on }: How): Promise<Mended> {
  const { salt } = await record(tx, putBackEvent(known.id, known, on), random);
  return {
    ...NEW_HOLD,
    ...asRow(known),
    ...(await recordAgain(tx, NOTHING_KNOWN, known, { random, timeZone })),
    // How long it had left to be confirmed nobody can say any more: it begins anew.
    placed_in_doubt: isInForce(known) && known.confirmed === null,
    put_back_salt: salt,
    put_back_on: on,
  };
}

async function asEverything(
  tx: Writer,
  { id }: HoldRow,
  by: string,
  { clock, random, on }: How,
): Promise<Mended> {
  // When it was placed nobody can say; what the row says of it is no more true under a seal.
  const now = clock.now();
  const [placed_by_salt, confirmed_by_salt] = [newActedSalt(random), newActedSalt(random)];
  const { series, from, until } = stored(EVERYTHING);
  const placed = placedEvent(id, { series, from, until }, null, {
    by: { staff: by, salt: placed_by_salt },
    on: null,
  });
  const confirmed = confirmedEvent(id, null, { by: { staff: by, salt: confirmed_by_salt }, on });
  return {
    ...NEW_HOLD,
    ...{ id, series, covers_from: from, covers_until: until, channel: null },
    ...{ placed_at: now, provisional_until: now, placed_in_doubt: false },
    ...{ placed_by: by, placed_by_salt, confirmed_at: now, confirmed_by: by, confirmed_by_salt },
    ledger_salt: (await record(tx, placed, random)).salt,
    confirmed_salt: (await record(tx, confirmed, random)).salt,
  };
}

async function alteredRow(tx: Writer, id: string): Promise<HoldRow & { last_word: number }> {
  const row = await tx
    .selectFrom('legal_holds')
    .selectAll()
    .select(lastWord.as('last_word'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Fault<HoldsCode>('hold-unknown');
  if (isSound(tx, row)) throw new Fault<HoldsCode>('hold-row-sound');
  return row;
}
