import { Fault, type FaultParams } from '@commonkey/words';

/** Why a code of a letter cannot be read. */
export type LetterCode =
  /** Too few letters or too many, or a sign that no code has. {letters} {of} */
  | 'letter-code-incomplete'
  /** A letter of this line is wrong, or two changed places. {line} */
  | 'letter-line-wrong'
  /** Whole, and no code of a letter that this software knows. */
  | 'letter-code-unknown';

export const letterFault = (code: LetterCode, params: FaultParams = {}): Fault<LetterCode> =>
  new Fault<LetterCode>(code, params);
