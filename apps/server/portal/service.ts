/** What the resident's room has for the others. */
export type { Answers } from './answers.ts';
export { emptyHalves } from './empty-halves.ts';
export { takeBackAgain } from './end-application.ts';
export {
  type CardFile,
  type ContactFile,
  type FileAnswers,
  type PaperPicture,
  packCard,
  packContact,
  packPapers,
  unpackCard,
  unpackContact,
  unpackPapers,
} from './file-layout.ts';
export {
  type DeskBox,
  dropHandedOver,
  handedOver,
  PORTION,
  takeAlong,
  takeByCode,
  waitingRecords,
} from './pick-up.ts';
export { type Closed, type Intake, intakeNow } from './switch/intake.ts';
export { switchEvent } from './switch/set-switch.ts';
export { CODE_LIMIT, codeThrottle } from './throttle.ts';
