/** Every code the clocks answer with. */
export type ClocksCode =
  /** No such calendar address: none, ended, or of somebody who has no such office any more. */
  'feed-unknown';

export const CLOCKS_STATUS: Readonly<Record<ClocksCode, number>> = { 'feed-unknown': 404 };
