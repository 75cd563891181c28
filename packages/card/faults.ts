import { Fault, type FaultParams } from '@commonkey/words';

/** Every code this package throws; the sentences are in `words/`. */
export type CardCode =
  | 'card-no-glyph'
  | 'card-no-name'
  | 'card-bad-font'
  | 'card-does-not-fit'
  | 'card-qr-too-large'
  | 'card-qr-missing'
  | 'card-qr-bad-text'
  | 'card-library-bad-number'
  | 'card-not-a-picture'
  | 'card-bad-date'
  | 'card-bad-serial'
  | 'card-bad-colour'
  | 'card-no-language'
  | 'card-wrong-pixels';

export const cardFault = (code: CardCode, params: FaultParams = {}, cause?: unknown): Fault<CardCode> =>
  new Fault<CardCode>(code, params, cause === undefined ? undefined : { cause });
