export { type FilingDue, filingsDue, papersDue } from './filings-due.ts';
export { comeDue, overdue, PUBLISHED_LAG_DAYS, pastDay, type Standing, standing } from './standing.ts';
export { stepEvent } from './take-step.ts';
