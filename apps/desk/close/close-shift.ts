import { closingStatement, type SignedStatement, signStatement, statementDigest } from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import { carryOver, closeAges } from '../ages/carry.ts';
import { type AgeStore, ageStore } from '../ages/store.ts';
import { askCityHall } from '../api/city-hall.ts';
import type { DeskCode } from '../codes.ts';
import { secondCards } from '../pick-up/second-cards.ts';
import type { LiveShift } from '../shift/live-shift.ts';

const PLACE = 'closing';

/** The signed statement of a shift that was closed here before, if there is one. */
export async function storedClosing(live: LiveShift): Promise<SignedStatement | undefined> {
  return (await live.vault.get(live.key, PLACE)) as SignedStatement | undefined;
}

/** What became of each hidden copy, by record series: a reload must not ask for a ribbon that is already destroyed. */
export type Copies = Readonly<Record<string, 'destroyed' | 'sealed'>>;

export async function storedCopies(live: LiveShift): Promise<Copies> {
  return ((await live.vault.get(live.key, 'copies')) as Copies | undefined) ?? {};
}

export function keepCopies(live: LiveShift, copies: Copies): Promise<void> {
  return live.vault.put(live.key, 'copies', copies);
}

/**
 * Closes the chain and signs what it adds up to. The signed bytes are kept as they are: every attempt to synchronise
 * sends the same ones (an ECDSA signature made anew would differ).
 */
export async function closeShift(live: LiveShift, store: AgeStore = ageStore): Promise<SignedStatement> {
  const before = await storedClosing(live);
  if (before) return before;
  if (live.chain().at(-1)?.kind !== 'close') await live.append({ kind: 'close' });
  const ages = await closeAges(live, store);
  const signed = await signStatement(closingStatement(live.record.offer, live.chain(), ages), live.signer);
  await live.vault.put(live.key, PLACE, signed);
  return signed;
}

/**
 * Hands the statement to city hall and, once it is acknowledged by its digest, lets the shift's data die in this
 * browser. A page that merely answers 200 acknowledges nothing (F-21).
 *
 * @returns serials of second cards: of waiting records that another desk had handed over first. They are ended
 */
export async function synchronise(
  live: LiveShift,
  signed: SignedStatement,
  ask: typeof askCityHall = askCityHall,
  store: AgeStore = ageStore,
): Promise<string[]> {
  const second = await secondCards(live, ask);
  const reply = await ask('/api/shifts/close', { ...signed, second, copies: await storedCopies(live) });
  const acknowledged =
    typeof reply === 'object' && reply !== null && 'acknowledged' in reply ? reply.acknowledged : undefined;
  if (acknowledged !== (await statementDigest(signed.statement)))
    throw new Fault<DeskCode>('desk-city-hall-foreign');
  await carryOver(live, store);
  await live.vault.forget();
  return second;
}
