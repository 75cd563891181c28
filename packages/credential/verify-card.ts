import { isFault } from '@commonkey/words';
import { followChain } from './chain.ts';
import type { VerdictCode } from './codes.ts';
import { type Consulted, consultList, type StatusLists } from './consult-list.ts';
import { type DecodedCard, decodeCard } from './decode-card.ts';
import { fault } from './fault.ts';
import type { Pins, TrustBundle } from './trust.ts';

/** `card` is there once its signature has been proven; ages in seconds at the moment asked. */
export type Verdict = { trustAge?: number; listAge?: number } & (
  | { verdict: 'valid'; card: DecodedCard }
  | { verdict: 'not-valid' | 'undetermined'; reason: VerdictCode; card?: DecodedCard }
);

/** A verifier's clock may lag this far behind what it reads before that means anything, in seconds. */
const SKEW = 300;
/** A card's `iat` is midnight UTC of a calendar day that begins 14 hours earlier in the easternmost zone. */
const EARLIEST_ZONE = 14 * 3600;

const REFUTED: ReadonlySet<VerdictCode> = new Set<VerdictCode>([
  'algorithm-mismatch',
  'wrong-key',
  'signature-wrong',
  'issuer-mismatch',
  'desk-key-distrusted',
  'certificate-signature-wrong',
  'certificate-outside-issuing-window',
  'issued-outside-certificate',
  'revoked',
  'suspended',
  'expired',
  'not-yet-valid',
]);

/**
 * Is this card genuine and current? Offline, from what is handed in. What cannot be determined is never "no": only a
 * refuted signature, window, status or date is `not-valid`.
 * `pins` (thumbprints of root keys) says whom to believe; without it the bundle's own roots and plain keys count.
 * Throws nothing about the card; a broken bundle was refused by `parseTrust`.
 */
export async function verifyCard(
  text: string,
  trust: TrustBundle,
  lists: StatusLists,
  at: Date,
  pins?: Pins,
): Promise<Verdict> {
  const now = Math.floor(at.getTime() / 1000);
  const ages: { trustAge?: number; listAge?: number } =
    trust.updated === null ? {} : { trustAge: Math.max(0, now - trust.updated) };
  let card: DecodedCard | undefined;
  try {
    const read = decodeCard(text);
    await followChain(read, trust, pins);
    card = read;
    const consulted = await consultList(card, trust, lists, at, pins);
    if (consulted.list) ages.listAge = consulted.list.age;
    judge(card, trust, consulted, now);
    return { verdict: 'valid', ...ages, card };
  } catch (error) {
    if (!isFault(error)) throw error;
    const reason = error.code as VerdictCode;
    const verdict = REFUTED.has(reason) ? 'not-valid' : 'undetermined';
    return { verdict, reason, ...ages, ...(card ? { card } : {}) };
  }
}

/**
 * What holds whatever the clock says comes first: a revocation, then an end that even a lagging clock has passed. Only
 * the list's signed time corrects the clock; the bundle's is anybody's word, and raises no more than a doubt.
 */
function judge(card: DecodedCard, trust: TrustBundle, { list, problem }: Consulted, now: number): void {
  if (problem === 'revoked' || problem === 'suspended') throw fault(problem);
  const signed = list?.issuedAt ?? 0;
  if (card.expiresAt !== undefined && Math.max(now, signed) >= card.expiresAt) throw fault('expired');
  if (now < Math.max(signed, trust.updated ?? 0) - SKEW) throw fault('clock-wrong');
  if (card.notBefore !== undefined && now < card.notBefore - SKEW) throw fault('not-yet-valid');
  if (card.issuedAt !== undefined && now < card.issuedAt - EARLIEST_ZONE - SKEW) throw fault('not-yet-valid');
  if (problem) throw fault(problem);
}
