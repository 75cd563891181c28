/** Time and chance, handed in. */
export type Clock = { now(): Date };
/**
 * The city's time: what offices date by, and end sessions by. It never goes back while a service runs, and where the
 * machine's clock leaps, either way, it goes on by the time that really ran. The machine's own clock has no `trusted`, so
 * that it cannot be handed to an office by mistake.
 */
export type CityClock = Clock & {
  /** False while the machine's clock and the time that ran disagree: no date is given meanwhile that anything ends by. */
  trusted(): boolean;
  /**
   * What something ends by: never ahead of the machine's clock, and never further on than time has really run since a moment
   * that a second clock bore out (docs/adr/0052-a-second-word.md).
   */
  earliest(): Date;
  /** What a clock shows that is not this machine's. It bears out what the machine's shows, and leads nowhere. Null: it was not needed. */
  hear(other: Date): 'borne-out' | 'disagrees' | null;
};
/** Cryptographically strong bytes. */
export type Random = (size: number) => Uint8Array;
