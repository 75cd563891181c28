/** Every code the public-records office answers with. */
export type RequestsCode =
  | 'request-unknown'
  /** The city's rules say nothing about public-records requests. */
  | 'requests-no-rules'
  /** The day of receipt is to come, or longer ago than a log is kept for. */
  | 'request-day-impossible'
  | 'request-class-missing'
  /** The first of the days asked about lies after the last. */
  | 'request-days-reversed'
  /** What was typed is no day. */
  | 'request-day-unreadable'
  /** No whole number of places, or none at all. */
  | 'request-places-unreadable'
  /** It was answered or withdrawn. */
  | 'request-over'
  /** Only what was answered can be reviewed. */
  | 'request-not-over'
  /** Somebody else took a step meanwhile. */
  | 'request-moved-on'
  | 'extension-twice'
  | 'extension-late'
  | 'extension-not-allowed'
  | 'extension-reason-unknown'
  | 'exemption-unknown'
  /** A rule that nobody has confirmed: no letter may rest on it. */
  | 'rule-unconfirmed'
  /** {facts}: names of what is missing. */
  | 'letter-facts-missing'
  | 'letter-not-prepared'
  /** The scope does not look for all kinds that the request is about: {classes} are left out, {kinds} by name. */
  | 'letter-scope-short'
  /** The scope does not look at all days that the request asks about, of {classes} kinds, {kinds} by name. */
  | 'letter-days-short'
  /** {classes}: how many kinds of what is asked for nothing here can tell of. */
  | 'letter-not-kept'
  /** {clauses}: how many cannot be determined. */
  | 'letter-undetermined'
  /** Something that is asked for is there: {people}. */
  | 'letter-records-exist'
  /** Everything can be determined: another letter is the true one. */
  | 'letter-all-determined'
  | 'letter-needs-second-person'
  | 'letter-unknown'
  | 'scope-unreadable'
  | 'review-asked-already'
  | 'review-not-asked';

export const REQUESTS_STATUS: Readonly<Record<RequestsCode, number>> = {
  'request-unknown': 404,
  'requests-no-rules': 409,
  'request-day-impossible': 422,
  'request-class-missing': 422,
  'request-days-reversed': 422,
  'request-day-unreadable': 422,
  'request-places-unreadable': 422,
  'request-over': 409,
  'request-not-over': 409,
  'request-moved-on': 409,
  'extension-twice': 409,
  'extension-late': 409,
  'extension-not-allowed': 409,
  'extension-reason-unknown': 422,
  'exemption-unknown': 422,
  'rule-unconfirmed': 409,
  'letter-facts-missing': 422,
  'letter-not-prepared': 409,
  'letter-scope-short': 409,
  'letter-days-short': 409,
  'letter-not-kept': 409,
  'letter-undetermined': 409,
  'letter-records-exist': 409,
  'letter-all-determined': 409,
  'letter-needs-second-person': 403,
  'letter-unknown': 404,
  'scope-unreadable': 422,
  'review-asked-already': 409,
  'review-not-asked': 409,
};
