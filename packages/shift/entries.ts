import type { Purpose, SpoilReason } from './shapes.ts';

/** How a revocation was asked for at the desk: with the slip's secret, or with the card itself surrendered. */
export type Revocation = { serial: string; by: 'slip'; secret: string } | { serial: string; by: 'card' };

/** What may be written in a desk's chain. Nothing here can hold a person. */
export type ChainBody =
  | { kind: 'open'; shift: string; salt: string }
  | { kind: 'intent'; serial: string; purpose: Purpose; barcode: string | null }
  | { kind: 'printed'; serial: string; issueMonth: string; expiryMonth: string | null; slip: string | null }
  | { kind: 'spoiled'; serial: string; reason: SpoilReason }
  | { kind: 'void'; serial: string }
  | { kind: 'refused' }
  | { kind: 'fee'; code: string }
  | ({ kind: 'revoke' } & Revocation)
  /** A card that waited for pick-up was handed to its holder. No entry ties it to the card's serial. */
  | { kind: 'hand-over'; record: string }
  | { kind: 'close' };

/** A body at its place in the chain. `hash` covers the place, the entry before it and the body. */
export type ChainEntry = ChainBody & { n: number; previous: string; hash: string };
export type Chain = readonly ChainEntry[];
