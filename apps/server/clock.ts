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
};
/** Cryptographically strong bytes. */
export type Random = (size: number) => Uint8Array;
