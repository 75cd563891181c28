import { Fault } from '@commonkey/words';
import type { ShiftCode } from './codes.ts';
import { sha256Hex } from './digest.ts';
import type { Chain, ChainBody } from './entries.ts';
import type { ShiftOffer } from './offer.ts';
import { replay, step } from './tally.ts';

const GENESIS = '0'.repeat(64);

/**
 * The first entry. `salt` is 32 random bytes in hexadecimal that never leave the desk: without it, whoever holds
 * the head and the shuffled serials of a small shift could try every order until one hashes to the head.
 */
export function openChain(offer: ShiftOffer, salt: string): Promise<Chain> {
  if (!/^[0-9a-f]{64}$/.test(salt)) throw new Fault<ShiftCode>('chain-bad-entry');
  return appendEntry(offer, [], { kind: 'open', shift: offer.shift, salt });
}

/**
 * The chain with one more entry; the given chain is not changed. Throws a `Fault` with a `ShiftCode` when the
 * entry breaks the shift's rules: a serial signs once, only a pending one is printed, spoiled or voided, the
 * quota holds, nothing follows a close.
 */
export async function appendEntry(offer: ShiftOffer, chain: Chain, body: ChainBody): Promise<Chain> {
  step(offer, replay(offer, chain), body);
  const last = chain.at(-1);
  const n = chain.length;
  const previous = last?.hash ?? GENESIS;
  return [...chain, { ...body, n, previous, hash: await entryHash(n, previous, body) }];
}

/** SHA-256 of the newest entry, hexadecimal; the head that a closing statement carries. */
export function headOf(chain: Chain): string {
  return chain.at(-1)?.hash ?? GENESIS;
}

/** Re-reads a stored chain whole. Throws `chain-broken` with the entry's number, or the rule the entry breaks. */
export async function verifyChain(offer: ShiftOffer, chain: Chain): Promise<void> {
  let previous = GENESIS;
  for (const [n, entry] of chain.entries()) {
    const { n: claimed, previous: link, hash, ...body } = entry;
    const expected = await entryHash(n, previous, body);
    if (claimed !== n || link !== previous || hash !== expected)
      throw new Fault<ShiftCode>('chain-broken', { entry: n });
    previous = hash;
  }
  replay(offer, chain);
}

function entryHash(n: number, previous: string, body: ChainBody): Promise<string> {
  const sorted = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256Hex(`commonkey-chain-v1\n${n}\n${previous}\n${JSON.stringify(sorted)}`);
}
