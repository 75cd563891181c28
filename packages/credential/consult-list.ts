import { isFault } from '@commonkey/words';
import type { StatusCode } from './codes.ts';
import type { DecodedCard } from './decode-card.ts';
import { fault } from './fault.ts';
import { getStatus, type ProvenList, parseStatusList, readStatusList } from './status-list.ts';
import type { Pins, TrustBundle } from './trust.ts';

/** Status List Tokens (CWT): by their address, or simply those at hand. */
export type StatusLists = ReadonlyMap<string, Uint8Array> | readonly Uint8Array[];

/** A proven list and what it says about this card, or why it says nothing (`problem`); neither for a card without status. */
export type Consulted = { list?: ProvenList; problem?: StatusCode };

/** What the lists at hand say of a card whose chain is proven. Throws nothing about the lists. */
export async function consultList(
  card: DecodedCard,
  trust: TrustBundle,
  lists: StatusLists,
  at: Date,
  pins: Pins,
): Promise<Consulted> {
  if (!card.status) return {};
  const found = await bestList(card.status.uri, card.issuer, lists, (token) =>
    readStatusList(token, trust, at, pins),
  );
  if (typeof found === 'string') return { problem: found };
  const status = getStatus(found, card.status.idx);
  if (status === undefined) return { list: found, problem: 'status-index-out-of-range' };
  if (status === 0) return found.stale ? { list: found, problem: 'status-list-stale' } : { list: found };
  return { list: found, problem: MEANING[status] ?? 'status-value-unknown' };
}

// Token Status List section 7.1; other values are the issuer's own.
const MEANING: readonly (StatusCode | undefined)[] = [undefined, 'revoked', 'suspended'];

/**
 * The newest list of this address that the card's own issuer signed. A bad one beside it changes nothing; with no good
 * one, the reason is the one nearest to it.
 */
async function bestList(
  uri: string,
  issuer: string | undefined,
  lists: StatusLists,
  read: (token: Uint8Array) => Promise<ProvenList>,
): Promise<ProvenList | StatusCode> {
  const given = 'get' in lists ? lists.get(uri) : undefined;
  const candidates = 'get' in lists ? (given ? [given] : []) : lists;
  const problems = new Set<StatusCode>();
  let best: ProvenList | undefined;
  for (const token of candidates) {
    try {
      if (parseStatusList(token).list.uri !== uri) throw fault('status-list-foreign');
      const list = await read(token);
      // Another city's key may be as good as this one's, but it has no say over this one's cards.
      if (list.issuer !== issuer) throw fault('status-list-foreign');
      if (!best || list.issuedAt > best.issuedAt) best = list;
    } catch (error) {
      if (!isFault(error)) throw error;
      problems.add(error.code as StatusCode);
    }
  }
  return best ?? NEAREST.find((problem) => problems.has(problem)) ?? 'status-list-missing';
}

const NEAREST = ['status-list-unproven', 'status-list-malformed', 'status-list-foreign'] as const;
