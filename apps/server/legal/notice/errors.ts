/** What a decision to tell residents is refused for. */
export type TellingCode =
  | 'telling-unknown'
  /** One is asked for or stands on this hold already. */
  | 'telling-open'
  | 'telling-agreed'
  /** It ended, by a person, by an order of silence, or with its hold. */
  | 'telling-over'
  /** Whoever asked is not the second person. */
  | 'telling-needs-second'
  /** The hold may not be spoken of, and nobody said that the notice waits for that to end. */
  | 'telling-gagged'
  /** There is nothing to read. */
  | 'telling-words-missing'
  | 'telling-basis-missing'
  | 'telling-days-wrong';

export const TELLING_STATUS: Readonly<Record<TellingCode, number>> = {
  'telling-unknown': 404,
  'telling-open': 409,
  'telling-agreed': 409,
  'telling-over': 409,
  'telling-needs-second': 409,
  'telling-gagged': 409,
  'telling-words-missing': 422,
  'telling-basis-missing': 422,
  'telling-days-wrong': 422,
};
