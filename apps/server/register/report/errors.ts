/** Every code of the half-yearly report. */
export type ReportCode =
  | 'report-not-as-committed'
  | 'report-not-over'
  | 'report-before-service'
  | 'report-already'
  | 'report-nothing'
  | 'report-needs-second-person'
  | 'report-changed';

export const REPORT_STATUS: Readonly<Record<ReportCode, number>> = {
  'report-not-as-committed': 409,
  'report-not-over': 422,
  'report-before-service': 422,
  'report-already': 409,
  'report-nothing': 409,
  'report-needs-second-person': 409,
  'report-changed': 409,
};
