/** The register's door for other offices. */

export { insideNumber, newNumberSalt } from './inside-number.ts';
export { publishedOpenings } from './openings.ts';
export { REGISTER_PATH } from './path.ts';
export { type ProductionRow, producedEvent } from './produced-event.ts';
export {
  allPublications,
  type PublishedDemand,
  type PublishedEmergency,
  publicReports,
  publicSince,
  publish,
  publishedDemand,
  publishedDemands,
  publishedEmergencies,
  publishedEvent,
} from './publications.ts';
export { REPORT_STATUS } from './report/errors.ts';
export { figuresOf } from './report/figures.ts';
export { daysOf, isHalfYear, lastOver } from './report/half-year.ts';
export {
  agreeToReport,
  proposeReport,
  publishedReport,
  saysTheSame,
  waitingReport,
} from './report/publish-report.ts';
export { ReportChanges, ReportFigures } from './report/report-figures.tsx';
export type { SaidReport } from './report/said-report.ts';
export { firstDayOfService } from './report/service-begins.ts';
export { requestLoggedEvent, requestStepEvent } from './request-events.ts';
export { LONGEST_COPY, type SaidDemand, type ScannedPage, saidDemand } from './said-demand.ts';
export { type SaidEmergency, saidEmergency } from './said-emergency.ts';
export { putPages } from './scanned-pages.ts';
export { trackLoggedEvent, trackStepEvent } from './track-events.ts';
