import type { TrustBundle } from '@commonkey/credential';
import { type Held, readBundle, rootsOf } from './held.ts';
import { tolerance } from './tolerance.ts';

/** What a fetch brought, before anything of it is believed. */
export type Arrival = { readonly bundle: string; readonly now: number; readonly skew: number | null };

/**
 * Trust on first use: the first bundle's roots are remembered. A later one is taken if a remembered root stands in it
 * and it is not older; otherwise it is put aside for a person to look at, and what was held stays.
 *
 * A bundle's date is unsigned. One that lies ahead of this device's clock displaces nothing, and once held, outranks
 * nothing: so a false date shuts out no honest bundle.
 *
 * Fault: `trust-malformed`; then nothing held has changed.
 */
export function adopt(held: Held | null, { bundle, now, skew }: Arrival): Held {
  const trust = readBundle(bundle);
  const roots = rootsOf(trust);
  if (!held) {
    const { distrusted } = trust;
    return { pins: roots, bundle, offered: null, distrusted, lists: new Map(), refreshedAt: now, skew };
  }
  const met = { ...held, refreshedAt: now, skew };
  if (!roots.some((root) => held.pins.includes(root))) return { ...met, offered: bundle };
  const before = readBundle(held.bundle);
  const displaces = !isAhead(trust, now) && (isAhead(before, now) || dateOf(trust) >= dateOf(before));
  // A key that fell into wrong hands does not come back by serving an older or emptied list of such keys.
  const distrusted = [...new Set([...held.distrusted, ...trust.distrusted])];
  return { ...met, bundle: displaces ? bundle : held.bundle, offered: null, distrusted };
}

/** A person has compared the fingerprints: from now on the offered roots are the remembered ones, and only they. */
export function confirmRoots(held: Held): Held {
  const bundle = held.offered ?? held.bundle;
  const trust = readBundle(bundle);
  // What was said under other roots binds the new ones no more.
  const distrusted = held.offered === null ? held.distrusted : trust.distrusted;
  return { ...held, pins: rootsOf(trust), bundle, offered: null, distrusted };
}

/** Milliseconds since 1970. */
function dateOf(trust: TrustBundle): number {
  return (trust.updated ?? 0) * 1000;
}

function isAhead(trust: TrustBundle, now: number): boolean {
  return dateOf(trust) > now + tolerance;
}
