import type { HoldsCode } from '../holds/errors.ts';

/** Every code the law department's office answers with, besides those of the holds room. */
export type LegalCode = 'hold-reason-missing' | 'hold-second-may-not' | 'wording-too-long' | 'vendor-unknown';

type Answered = LegalCode | Exclude<HoldsCode, 'series-unknown' | 'clock-leapt' | 'certificate-not-needed'>;

export const LEGAL_STATUS: Readonly<Partial<Record<Answered, number>>> = {
  'hold-unknown': 404,
  'hold-already-released': 409,
  'hold-already-confirmed': 409,
  'hold-not-confirmed': 409,
  'hold-lapsed': 409,
  'hold-row-altered': 409,
  'hold-row-sound': 409,
  'mend-not-asked': 409,
  'mend-needs-second-person': 409,
  'hold-scope-empty': 422,
  'hold-series-unknown': 422,
  'hold-channel-elsewhere': 422,
  'hold-day-unreadable': 422,
  'hold-days-reversed': 422,
  'hold-days-future': 422,
  'hold-days-before': 422,
  'hold-narrowed-outside': 422,
  'hold-reason-missing': 422,
  'wording-too-long': 422,
  'vendor-unknown': 422,
  'release-not-asked': 409,
  'release-needs-second-person': 409,
  'hold-second-may-not': 403,
  'narrowing-waits-for-keeper': 503,
};
