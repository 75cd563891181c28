export { overdueReviews } from './review.ts';
export { saidOf } from './wording.ts';
