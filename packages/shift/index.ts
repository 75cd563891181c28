export {
  type AgeBands,
  type AgeCarry,
  type AgeTally,
  bandNames,
  cardsIn,
  endOfShift,
  LEAST_OF_A_BAND,
  mayBeTold,
  noAges,
  quarterOf,
  withAge,
} from './ages.ts';
export { appendEntry, headOf, openChain, verifyChain } from './chain.ts';
export { checkStatement } from './check-statement.ts';
export type { ShiftCode, ShiftFault } from './codes.ts';
export type { Chain, ChainBody, ChainEntry, Revocation } from './entries.ts';
export { handOversOf } from './hand-overs.ts';
export type { OfferedPlace, ShiftOffer } from './offer.ts';
export { LONGEST_STATEMENT, parseStatement } from './parse-statement.ts';
export {
  PICK_UP_BOX,
  PICK_UP_SHARE_BOX,
  type PickUpSheet,
  pickUpText,
  readPickUp,
  type WaitingCard,
} from './pick-up.ts';
export { secretFromWire, secretToWire } from './secret.ts';
export {
  BARCODE,
  DIGEST,
  MONTH,
  PURPOSES,
  type Purpose,
  RECORD_ID,
  SERIAL,
  SHIFT_ID,
  SIGNATURE,
  SPOIL_REASONS,
  type SpoilReason,
  WIRE_SECRET,
} from './shapes.ts';
export {
  type SignedStatement,
  type StatementSigner,
  signingBytes,
  signStatement,
  verifyStatement,
} from './sign.ts';
export {
  type ClosedCard,
  type ClosingStatement,
  closingStatement,
  statementDigest,
  statementText,
} from './statement.ts';
export { pendingSerials, type Tally, tally } from './tally.ts';
export { codeFromWire, codeToWire, typedCode, WIRE_CODE } from './typed-code.ts';
export { readWaitingPerson, type WaitingPerson } from './waiting-person.ts';
