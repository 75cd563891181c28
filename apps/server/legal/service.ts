export { overdueReviews } from './review.ts';
export { saidOf, wordedEvent, wordingsOf } from './wording.ts';
