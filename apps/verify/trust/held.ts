import { parseTrust, type TrustBundle, thumbprint } from '@commonkey/credential';

/** All that this device keeps: keys, whole lists, and when they came. One record, written whole. No card is in it. */
export type Held = {
  /** RFC 7638 thumbprints of the root keys seen at installation, or confirmed by the person since. */
  readonly pins: readonly string[];
  /** `/trust.json` as it came, the last one that a pinned root stands in. */
  readonly bundle: string;
  /** Another bundle, in which no pinned root stands; waits for a person to compare fingerprints. */
  readonly offered: string | null;
  /** `kid`s that any bundle with a pinned root in it ever named as fallen into wrong hands. */
  readonly distrusted: readonly string[];
  /** Status List Tokens by their address. */
  readonly lists: ReadonlyMap<string, Uint8Array>;
  /** Milliseconds since 1970, by this device's clock, when everything was last asked for and answered. */
  readonly refreshedAt: number;
  /** Milliseconds by which the city's clock was ahead of this device's then; null if it did not say. */
  readonly skew: number | null;
};

/** Refuses what is no bundle, or has no root to pin. Fault: `trust-malformed`. */
export function readBundle(text: string): TrustBundle {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return parseTrust(null);
  }
  const trust = parseTrust(json);
  return rootsOf(trust).length > 0 ? trust : parseTrust(null);
}

/** Whether a record from the shelf can be worked with; what another version or a failing disk left is not. */
export function isSound(held: Held): boolean {
  try {
    readBundle(held.bundle);
    if (held.offered !== null) readBundle(held.offered);
    return held.lists instanceof Map && Array.isArray(held.pins) && Array.isArray(held.distrusted);
  } catch {
    return false;
  }
}

/** Thumbprints of a bundle's root keys. */
export function rootsOf(trust: TrustBundle): string[] {
  return trust.keys.flatMap((key) =>
    key['ck:role'] === 'root' && key.kty === 'EC' ? [thumbprint(key)] : [],
  );
}

/** What `verifyCard` is asked with. */
export function pinnedTrust(held: Held): { trust: TrustBundle; pins: readonly string[] } {
  const trust = readBundle(held.bundle);
  const distrusted = [...new Set([...trust.distrusted, ...held.distrusted])];
  return { trust: { ...trust, distrusted }, pins: held.pins };
}

/** The roots that nobody has confirmed on this device, by thumbprint. */
export function strangeRoots(held: Held): string[] {
  return rootsOf(readBundle(held.offered ?? held.bundle)).filter((root) => !held.pins.includes(root));
}

/** The pinned roots are gone from what the city publishes. (A further root beside a pinned one changes nothing yet.) */
export function rootsChanged(held: Held): boolean {
  return held.offered !== null;
}

/** A practice city's bundle says so; its cards are specimens. */
export function isPractice(held: Held): boolean {
  return member(held.bundle, 'ck:practice') === true;
}

/** The city's name, where its bundle tells one. */
export function cityName(held: Held): string | null {
  const name = member(held.bundle, 'ck:city');
  return typeof name === 'string' && name.length <= 120 ? name : null;
}

function member(bundle: string, name: string): unknown {
  try {
    return (JSON.parse(bundle) as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}
