import { type Held, readBundle, rootsOf } from './held.ts';

/** What a fetch brought, before anything of it is believed. */
export type Arrival = { readonly bundle: string; readonly now: number; readonly skew: number | null };

/**
 * Trust on first use: the first bundle's roots are remembered. A later one is taken if a remembered root stands in it
 * and it is not older; otherwise it is put aside for a person to look at, and what was held stays.
 *
 * Fault: `trust-malformed`; then nothing held has changed.
 */
export function adopt(held: Held | null, { bundle, now, skew }: Arrival): Held {
  const trust = readBundle(bundle);
  const roots = rootsOf(trust);
  if (!held) return { pins: roots, bundle, offered: null, lists: new Map(), refreshedAt: now, skew };
  const met = { ...held, refreshedAt: now, skew };
  if (!roots.some((root) => held.pins.includes(root))) return { ...met, offered: bundle };
  const older = (trust.updated ?? 0) < (readBundle(held.bundle).updated ?? 0);
  return { ...met, bundle: older ? held.bundle : bundle, offered: null };
}

/** A person has compared the fingerprints: from now on the offered roots are the remembered ones, and only they. */
export function confirmRoots(held: Held): Held {
  const bundle = held.offered ?? held.bundle;
  return { ...held, pins: rootsOf(readBundle(bundle)), bundle, offered: null };
}
