/** Time and chance, handed in. */
export type Clock = { now(): Date };
/** Cryptographically strong bytes. */
export type Random = (size: number) => Uint8Array;
