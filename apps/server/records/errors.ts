/** Every code the records office answers with. */
export type RecordsCode =
  | 'certificate-unknown'
  /** The program wants no certificate for this series. */
  | 'certificate-not-needed'
  /** The program names no application and item number: nothing could be filed. */
  | 'certificate-no-approval'
  | 'certificate-nothing-due'
  /** What a form was sent with, field by field. */
  | 'certificate-field-missing'
  | 'certificate-day-unreadable'
  | 'certificate-series-unreadable'
  | 'certificate-item-unreadable'
  | 'certificate-count-unreadable'
  | 'certificate-own-number-unreadable'
  /** The step is not the one that comes next. */
  | 'certificate-step-unlawful'
  /** Somebody else moved it meanwhile. */
  | 'certificate-moved-on'
  /** It was drafted under another application or item than the rules name now. */
  | 'certificate-rules-changed'
  /** The days that the law wants between filing and disposal are not kept. */
  | 'certificate-filed-late'
  /** A slip in the year would keep what it lists for as long, where nobody sees it and takes it back. */
  | 'certificate-filed-far'
  /** The day of the approval is before the filing, or still to come. */
  | 'certificate-date-impossible'
  /** The list would look too far ahead. */
  | 'certificate-draft-too-far'
  /** What was typed as a number has letters enough for a name. */
  | 'certificate-number-shape'
  /** What came back approved is not what was filed. */
  | 'certificate-other-items'
  /** It bears another number than this certificate: an older paper, of one that was taken back. */
  | 'certificate-other-number'
  /** The commission's number is on the copy of another certificate. */
  | 'certificate-number-used'
  /** Some of what it lists is still there and under no hold. */
  | 'certificate-not-destroyed'
  /** A hold keeps all that it lists. */
  | 'certificate-all-held'
  | 'certificate-needs-second-person'
  /** It is taken back for a reason from the list. */
  | 'certificate-reason-missing'
  /** Its disposal day has begun, or something of it has ended: it cannot be taken back any more. */
  | 'certificate-disposal-began'
  | 'receipt-unknown';

export const RECORDS_STATUS: Readonly<Record<RecordsCode, number>> = {
  'certificate-unknown': 404,
  'certificate-not-needed': 409,
  'certificate-no-approval': 409,
  'certificate-nothing-due': 409,
  'certificate-field-missing': 422,
  'certificate-day-unreadable': 422,
  'certificate-series-unreadable': 422,
  'certificate-item-unreadable': 422,
  'certificate-count-unreadable': 422,
  'certificate-own-number-unreadable': 422,
  'certificate-step-unlawful': 409,
  'certificate-moved-on': 409,
  'certificate-rules-changed': 409,
  'certificate-filed-late': 422,
  'certificate-filed-far': 422,
  'certificate-date-impossible': 422,
  'certificate-draft-too-far': 422,
  'certificate-number-shape': 422,
  'certificate-other-items': 422,
  'certificate-other-number': 422,
  'certificate-number-used': 422,
  'certificate-not-destroyed': 409,
  'certificate-all-held': 409,
  'certificate-needs-second-person': 403,
  'certificate-reason-missing': 422,
  'certificate-disposal-began': 409,
  'receipt-unknown': 404,
};
