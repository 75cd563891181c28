export { overdueReviews } from './review.ts';
export { saidOf, wordingsOf } from './wording.ts';
