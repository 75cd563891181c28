export { checkLetter, type LetterSigner, type LetterVerdict, signLetter } from './check.ts';
export { groupLine, LINES, lettersIn, readCode, readLine, writeCode } from './code.ts';
export type { LetterCode } from './errors.ts';
export {
  LETTER_KINDS,
  type Letter,
  type LetterGroup,
  type LetterKind,
  plainAddress,
  plainName,
} from './letter.ts';
