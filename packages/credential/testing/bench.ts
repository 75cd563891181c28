// A city, a good card of it, and short ways to ask for verdicts on what was changed.
import { zlibSync } from 'fflate';
import { toBase45 } from '../base45.ts';
import { toCbor } from '../cbor.ts';
import {
  buildTrust,
  type CardClaims,
  type StatusLists,
  signCard,
  type TrustBundle,
  type TrustParts,
  verifyCard,
} from '../index.ts';
import { type City, claimsOf, ISSUER, LIST, NOON, newCity } from './city.ts';

export type Wish = { text?: string; trust?: TrustBundle; lists?: StatusLists; at?: string; pins?: string[] };

export type Bench = {
  city: City;
  text: string;
  /** `valid`, or the verdict with its reason: `not-valid: expired`. What is not wished is as it should be. */
  verdictOf(wish: Wish): Promise<string>;
  sign(change: Partial<CardClaims>): Promise<string>;
  trustWith(change: Partial<TrustParts>): TrustBundle;
};

/** The QR text of any CBOR item, wrapped as a card is. */
export const packed = (item: unknown): string => toBase45(zlibSync(toCbor(item)));

export async function newBench(): Promise<Bench> {
  const city = await newCity();
  const text = await signCard(claimsOf(city), city.form);
  return {
    city,
    text,
    verdictOf: async (wish) => {
      const { trust = city.trust, lists = [city.token], at, pins } = wish;
      const verdict = await verifyCard(wish.text ?? text, trust, lists, at ? new Date(at) : NOON, pins);
      return verdict.verdict === 'valid' ? 'valid' : `${verdict.verdict}: ${verdict.reason}`;
    },
    sign: (change) => signCard(claimsOf(city, change), city.form),
    trustWith: (change) =>
      buildTrust({
        issuer: ISSUER,
        updated: new Date('2026-11-14T06:00:00Z'),
        roots: [city.root.publicJwk],
        issuing: [city.issuingCertificate],
        desks: [],
        statusLists: [LIST],
        ...change,
      }),
  };
}
