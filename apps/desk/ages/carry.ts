import { type AgeCarry, type AgeTally, endOfShift, quarterOf } from '@commonkey/shift';
import { localDay } from '../shift/clock.ts';
import type { LiveShift } from '../shift/live-shift.ts';
import { fromHex } from '../vault/bytes.ts';
import { seal, unseal } from '../vault/seal.ts';
import { type AgeStore, ageStore } from './store.ts';

/** Beside the statement in the shift's own store, until city hall has that. */
const PLACE = 'ages';
/** As many digits for one as for ten thousand: how long the sealed text is tells nothing. */
const DIGITS = 6;

type Written = { readonly quarter: string; readonly from: readonly number[]; readonly cards: string };

const written = ({ quarter, from, cards }: AgeCarry): Written => ({
  quarter,
  from,
  cards: cards.map((count) => String(count).padStart(DIGITS, '0')).join(' '),
});

const read = ({ quarter, from, cards }: Written): AgeCarry => ({
  quarter,
  from,
  cards: cards.split(' ').map(Number),
});

const keyOf = (agesKey: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromHex(agesKey), 'AES-GCM', false, ['encrypt', 'decrypt']);

/** What earlier shifts left; none where it is of another quarter, whose key was another, or where anything is wrong with it. */
async function carriedOver(agesKey: string, store: AgeStore): Promise<AgeCarry | null> {
  const sealed = await store.get();
  if (!sealed) return null;
  const opened = await keyOf(agesKey)
    .then((key) => unseal(key, PLACE, sealed))
    .catch(() => null);
  return opened === null ? null : read(opened as Written);
}

/**
 * Adds the ages of a shift that closes to what this desk carried, and says what of them its statement tells: mostly nothing. What is
 * carried on waits with the statement, and the earlier carry is gone before that is signed, so that no card is ever in two rounds.
 *
 * Ages are never a reason not to close: if they cannot be kept they are forgotten.
 */
export async function closeAges(live: LiveShift, store: AgeStore = ageStore): Promise<AgeTally | null> {
  const { offer, program } = live.record;
  const { countAges } = program.desk;
  const ages = live.ages();
  if (!countAges || !ages || !offer.agesKey) return null;
  try {
    const quarter = quarterOf(localDay(offer.from * 1000, program.city.timeZone));
    const carried = await carriedOver(offer.agesKey, store);
    const { told, carry } = endOfShift(countAges, carried, { quarter, ages });
    await live.vault.put(live.key, PLACE, written(carry));
    await store.drop();
    return told;
  } catch {
    return null;
  }
}

/** City hall has the statement: what is carried on moves out of the shift's store, before that is forgotten. */
export async function carryOver(live: LiveShift, store: AgeStore = ageStore): Promise<void> {
  const { agesKey } = live.record.offer;
  if (!agesKey) return;
  try {
    const carry = await live.vault.get(live.key, PLACE);
    if (carry !== undefined) await store.put(await seal(await keyOf(agesKey), PLACE, carry));
  } catch {
    await store.drop().catch(() => undefined);
  }
}
