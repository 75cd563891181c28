import { packBundle, unpackBundle, unwrapKey, wrapKey } from '@commonkey/vault';
import type { Random } from '../clock.ts';

/** Halves of record keys that only the resident has: 32 bytes each. */
export type Shares = {
  /** Opens what is not sent yet. */
  readonly draft: Uint8Array | null;
  /** Opens what was sent; made with the code, and of use once something is sent. */
  readonly file: Uint8Array | null;
};
/** What a session knows of its own visit, sealed under its cookie: in a column it would tell of papers. */
export type VisitMarks = {
  /** The code itself, from its making until the resident says that it is written down. */
  readonly code: string | null;
  /** Tag, 32 bytes, of the code that counted when `code` was made. */
  readonly replaces: Uint8Array | null;
  /** A code was made in this visit: one is enough to write down. */
  readonly turned: boolean;
  /** Requirements, one bit each, that got another paper in this visit and are not with a reviewer yet. */
  readonly added: number;
  /** The same, of what went back to a reviewer in this visit: more may still be sent for it. */
  readonly offered: number;
};
export const NEW_VISIT: VisitMarks = { code: null, replaces: null, turned: false, added: 0, offered: 0 };
export type SessionShares = Shares & VisitMarks;

/** What a wrapped set of shares may be opened by; one cannot stand in for the other. */
type Wrapping = 'code' | 'cookie';
const info = (by: Wrapping, application: string) => `commonkey-shares-v1 ${by} ${application}`;

/**
 * Shares wrapped under a 32-byte key and tied to their application: what `applications.code_box` and `portal_sessions.box`
 * hold, well below their 400 bytes. How long a box is tells nothing of what a visit sent.
 */
export async function boxShares(
  key: Uint8Array,
  by: Wrapping,
  application: string,
  shares: Shares & Partial<VisitMarks>,
  random: Random,
): Promise<Uint8Array> {
  const { draft, file } = shares;
  const plain = packBundle([
    ...(draft ? [{ kind: 'draft', bytes: draft }] : []),
    ...(file ? [{ kind: 'file', bytes: file }] : []),
    ...(by === 'cookie' ? marksOf({ ...NEW_VISIT, ...shares }) : []),
  ]);
  const box = await wrapKey(key, plain, info(by, application), random);
  plain.fill(0);
  return box;
}

function marksOf({ code, replaces, turned, added, offered }: VisitMarks) {
  const visit = new DataView(new ArrayBuffer(9));
  visit.setUint8(0, turned ? 1 : 0);
  visit.setUint32(1, added);
  visit.setUint32(5, offered);
  return [
    { kind: 'visit', bytes: new Uint8Array(visit.buffer) },
    ...(code ? [{ kind: 'code', bytes: new TextEncoder().encode(code) }] : []),
    ...(replaces ? [{ kind: 'replaces', bytes: replaces }] : []),
  ];
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
  const visit = part('visit') ?? new Uint8Array(9);
  const marks = new DataView(visit.buffer, visit.byteOffset, visit.byteLength);
  return {
    draft: part('draft'),
    file: part('file'),
    code: code && new TextDecoder().decode(code),
    replaces: part('replaces'),
    turned: marks.getUint8(0) === 1,
    added: marks.getUint32(1),
    offered: marks.getUint32(5),
  };
}
