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
  'answer-a-demand',
  'tell-of-a-demand',
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
  'answer-requests',
  'plan-an-event-day',
  'keep-a-place',
  'run-an-event-day',
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
  'that-a-request-exists',
  'that-places-were-booked',
  'that-somebody-waited',
] as const;

/** What a table is about, in the order in which residents ask. */
export const GROUPS = [
  'cards',
  'applications',
  'events',
  'desks',
  'ledger',
  'disposal',
  'holds',
  'requests',
  'staff',
  'service',
] as const;

/** Where it lies. `static-files`: published files that anybody may fetch. */
export const LOCATIONS = [
  'database',
  'blob-store',
  'static-files',
  'key-process',
  'job-queue',
  'data-folder',
  'log',
] as const;

/**
 * Who holds a key to what is sealed in it. `no-key`: whoever runs the database can read it. `keeper`: the key process, as long
 * as the record's key lives. `keeper-and-officers`: the key process and, after the decision, two people of staff. `resident`: only
 * the resident’s own code or open session. `passkey`: the passkey of the member of staff.
 */
export const KEY_HOLDERS = ['no-key', 'keeper', 'keeper-and-officers', 'resident', 'passkey'] as const;

/**
 * The least that the city requires before it hands it over. `public`: nothing, it is published. `on-request`:
 * whoever asks, since it is about the city's work. `own-rule`: what the program says for the
 * record series, or in general; not stated where it says nothing. `own-rule-and-two`: that, and two officers who open one
 * record at a time.
 */
export const PROCESSES = ['public', 'on-request', 'own-rule', 'own-rule-and-two'] as const;

export type Group = (typeof GROUPS)[number];
export type Location = (typeof LOCATIONS)[number];
export type KeyHolder = (typeof KEY_HOLDERS)[number];
export type MinProcess = (typeof PROCESSES)[number];
export type Purpose = (typeof PURPOSES)[number];
export type Basis = (typeof BASES)[number];
export type Form = (typeof FORMS)[number];
export type Inference = (typeof INFERENCES)[number];
