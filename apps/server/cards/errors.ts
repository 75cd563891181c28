/** Every code the card office answers with. */
export type CardCode = 'card-not-matched' | 'card-unknown' | 'program-without-register';

export const CARD_STATUS: Readonly<Record<CardCode, number>> = {
  'card-not-matched': 422,
  'card-unknown': 404,
  'program-without-register': 500,
};
