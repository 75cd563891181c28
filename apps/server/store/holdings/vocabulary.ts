/**
 * The closed lists a holding is described with. Each entry has its words in `holdings/words/<language>.json`, from
 * which the public page of what we hold is rendered: a new entry without words fails the tests.
 */

/** What it is needed for. */
export const PURPOSES = [
  'tell-records-apart',
  'tie-records-together',
  'keep-order',
  'keep-time',
  'end-on-time',
  'card-number',
  'card-status',
  'card-validity',
  'apply-the-right-rules',
  'prove-holder-asked',
  'sign-in-staff',
  'limit-a-session',
  'give-authority',
  'greet-colleague',
  'prevent-replay',
  'certify-a-desk',
  'limit-a-desk',
  'reconcile-a-shift',
  'library-number',
  'publish-keys',
  'publish-status',
  'commit-publicly',
  'prove-not-altered',
  'obey-a-hold',
  'certify-disposal',
  'prove-destruction',
  'run-the-service',
  'count-work',
  'find-by-code',
  'follow-an-application',
  'keep-sealed',
  'decide-an-application',
  'open-with-two',
  'limit-intake',
  'tell-news',
] as const;

/** Why it may be kept. */
export const BASES = [
  'programme-ordinance',
  'records-law',
  'legal-process',
  'employment',
  'security-of-the-service',
  'public-accountability',
] as const;

/** In which form it lies there. */
export const FORMS = [
  'plain',
  'random',
  'keyed-hash',
  'salted-hash',
  'public-key',
  'sealed',
  'signature',
  'count',
] as const;

/** What somebody who reads it could infer. `nothing` is a claim, and reviewed as one. */
export const INFERENCES = [
  'nothing',
  'that-a-card-exists',
  'month-of-issue',
  'age-band',
  'which-shift-issued-it',
  'that-a-card-was-revoked',
  'when-a-desk-worked',
  'how-busy-a-desk-was',
  'when-staff-worked',
  'who-of-staff-acted',
  'that-a-demand-exists',
  'when-records-ended',
  'when-the-service-ran',
  'that-an-application-exists',
  'how-an-application-stands',
  'which-requirement-was-not-met',
  'about-how-much-was-sent',
] as const;

export type Purpose = (typeof PURPOSES)[number];
export type Basis = (typeof BASES)[number];
export type Form = (typeof FORMS)[number];
export type Inference = (typeof INFERENCES)[number];
