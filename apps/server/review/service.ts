export {
  boxesForReviewers,
  dualBoxesFor,
  type Halves,
  lacksBoxes,
  type ReviewersBox,
} from './evidence/boxes.ts';
export { worksAlone } from './evidence/holders.ts';
export {
  anyWithOneAlone,
  type HalvesNow,
  halvesNow,
  type Unopenable,
  unopenable,
} from './evidence/nobody.ts';
export { type EvidenceReadiness, evidenceReadiness } from './evidence/readiness.ts';
export { withOneAlone } from './evidence/sealed-half.ts';
export { Stuck } from './evidence/stuck.tsx';
export { lostToReview } from './keys-lost.ts';
export { lapse } from './lapse.ts';
export { openedEvent } from './openings.ts';
export { type WhoOpens, whoOpens } from './who-opens.ts';
