/** Every code that places for groups answer with, beside those of event days. */
export type HelpersCode =
  /** The code is of no group, is withdrawn, its day is over, or one letter of it is wrong. */
  | 'block-unknown'
  /** No slip was chosen. */
  | 'slips-none'
  /** Too many slips for one group, or none at all. {most} */
  | 'block-size-impossible'
  /** So many people do not fit together into what is kept for helpers. {free} */
  | 'block-places-few'
  /** The moment at which slips go back has passed. */
  | 'block-returns-impossible'
  /** The form was sent twice; its code was shown once. */
  | 'block-made';

export const HELPERS_STATUS: Readonly<Record<HelpersCode, number>> = {
  'block-unknown': 404,
  'slips-none': 422,
  'block-size-impossible': 422,
  'block-places-few': 409,
  'block-returns-impossible': 422,
  'block-made': 409,
};
