/** Every code the review office answers with. */
export type ReviewCode =
  | 'evidence-key-needed'
  | 'evidence-key-unknown'
  | 'evidence-not-ready'
  | 'half-colleague-unknown'
  | 'half-pass-over'
  | 'review-nothing-waits'
  | 'review-over'
  | 'review-requirement-unknown'
  | 'unseal-needs-second'
  | 'unseal-nothing-opened'
  | 'unseal-reference-unknown'
  | 'unseal-undecided'
  | 'unseal-unknown';

export const REVIEW_STATUS: Readonly<Record<ReviewCode, number>> = {
  'evidence-key-needed': 409,
  'evidence-key-unknown': 404,
  'evidence-not-ready': 503,
  'half-colleague-unknown': 404,
  'half-pass-over': 409,
  'review-nothing-waits': 404,
  'review-over': 409,
  'review-requirement-unknown': 422,
  'unseal-needs-second': 409,
  'unseal-nothing-opened': 409,
  'unseal-reference-unknown': 404,
  'unseal-undecided': 409,
  'unseal-unknown': 404,
};
