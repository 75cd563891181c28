import { packBundle, unpackBundle, unwrapKey, wrapKey } from '@commonkey/vault';
import type { Random } from '../clock.ts';

/** Halves of record keys that only the resident has: 32 bytes each. */
export type Shares = {
  /** Opens what is not sent yet. */
  readonly draft: Uint8Array | null;
  /** Opens what was sent; made with the code, and of use once something is sent. */
  readonly file: Uint8Array | null;
};
/** In a session only: the code itself, from its making until the resident says that it is written down. */
export type SessionShares = Shares & { readonly code: string | null };

/** What a wrapped set of shares may be opened by; one cannot stand in for the other. */
type Wrapping = 'code' | 'cookie';
const info = (by: Wrapping, application: string) => `commonkey-shares-v1 ${by} ${application}`;

/**
 * Shares wrapped under a 32-byte key and tied to their application: what `applications.code_box` and `portal_sessions.box`
 * hold, well below their 400 bytes.
 */
export async function boxShares(
  key: Uint8Array,
  by: Wrapping,
  application: string,
  shares: Shares & { code?: string | null },
  random: Random,
): Promise<Uint8Array> {
  const { draft, file, code } = shares;
  const plain = packBundle([
    ...(draft ? [{ kind: 'draft', bytes: draft }] : []),
    ...(file ? [{ kind: 'file', bytes: file }] : []),
    ...(code ? [{ kind: 'code', bytes: new TextEncoder().encode(code) }] : []),
  ]);
  const box = await wrapKey(key, plain, info(by, application), random);
  plain.fill(0);
  return box;
}

/** @throws Fault `key-unopenable`: another key, another application, altered */
export async function unboxShares(
  key: Uint8Array,
  by: Wrapping,
  application: string,
  box: Uint8Array,
): Promise<SessionShares> {
  const parts = unpackBundle(await unwrapKey(key, box, info(by, application)));
  const part = (kind: string) => parts.find((one) => one.kind === kind)?.bytes ?? null;
  const code = part('code');
  return { draft: part('draft'), file: part('file'), code: code && new TextDecoder().decode(code) };
}
