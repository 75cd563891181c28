export { boxesForReviewers, dualBoxesFor } from './evidence/boxes.ts';
export { type EvidenceReadiness, evidenceReadiness } from './evidence/readiness.ts';
export { lapse } from './lapse.ts';
