/** Every code of papers that the city prints. */
export type PaperCode =
  /** {characters}: no type of ours has them; {field}: where they were typed, `none` where nobody asks for a field. */
  'paper-unprintable';

export const PAPER_STATUS: Readonly<Record<PaperCode, number>> = { 'paper-unprintable': 422 };
