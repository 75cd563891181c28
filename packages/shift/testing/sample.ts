import { appendEntry, openChain } from '../chain.ts';
import type { Chain, ChainBody } from '../entries.ts';
import type { ShiftOffer } from '../offer.ts';

/** A made-up offer of `size` serials for tests: the serials carry no check digit, which is not this package's matter. */
export function sampleOffer(size: number, barcodes = 0): ShiftOffer {
  return {
    shift: '00112233445566778899aabbccddeeff',
    from: Date.UTC(2026, 10, 30) / 1000,
    until: Date.UTC(2026, 11, 1) / 1000,
    quota: size,
    certificate: 'AA',
    places: Array.from({ length: size }, (_, i) => ({
      serial: String(((i * 7 + 3) % 1000) * 1_000_003 + 100_000_000_000).slice(0, 12),
      uri: 'https://city.example/status/1',
      index: i * 3,
    })),
    barcodes: Array.from({ length: barcodes }, (_, i) => String(29_990_000_000_000 + ((i * 13) % 997))),
    policyVersion: '1',
    maxHours: 10,
    issuer: 'https://city.example',
    fees: ['first-card', 'replacement'],
  };
}

export const SALT = 'ab'.repeat(32);

export async function chainOf(offer: ShiftOffer, bodies: readonly ChainBody[]): Promise<Chain> {
  let chain = await openChain(offer, SALT);
  for (const body of bodies) chain = await appendEntry(offer, chain, body);
  return chain;
}
