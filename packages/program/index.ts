export { inBand, OLDEST } from './ages.ts';
export { type Applicant, type Assessment, assess } from './assess.ts';
export {
  businessDayFrom,
  businessDaysAfter,
  businessDayUpTo,
  isCalendarKnown,
  type WorkCalendar,
} from './business-days.ts';
export {
  businessDaysBefore,
  isBusinessDay,
  type Meeting,
  meetingFor,
  nextMeeting,
  weekdayOf,
} from './calendar.ts';
export { instantIn, wallClockIn } from './city-minute.ts';
export type { ProgramCode } from './codes.ts';
export { compareSchedules, type EndChange, type SeriesChange } from './compare-schedules.ts';
export { MOST_FURTHER } from './completions.ts';
export { contrast } from './contrast.ts';
export {
  ALARM_DAYS,
  type Alarm,
  type Asked as DeadlineAsked,
  DEADLINE_KINDS,
  type Deadline,
  type DeadlineKind,
  deadline,
  type Reckoning,
  USUAL as USUAL_RECKONING,
} from './deadlines.ts';
export { type Bound, boundOf, dispositionDate, type Facts } from './disposition.ts';
export { DRAWN, type UndrawnField, undrawnFields } from './drawn.ts';
export { isChecked, type Open, openAtAge, requirementsAtAge } from './established.ts';
export { wordFault, wordGap, wordMissing, wordOpen, wordUnusable } from './explain.ts';
export { CONTACT_ROLES, FLOW_FIELDS, FLOW_KINDS, KEEPS_FOR_CITY, PROCESSES } from './flows.ts';
export type { Gap, Missing } from './gaps.ts';
export {
  defaultAnswer,
  instrumentRule,
  isCompelling,
  issuersOf,
  LEGAL_KINDS,
  type LegalKind,
  legalEndOf,
  legalSeries,
} from './legal.ts';
export {
  DEFAULT_ANSWERS,
  DEPARTMENTS,
  DESK_NEVERS,
  DESK_STEPS,
  INSTRUMENT_TYPES,
  ISSUER_CLASSES,
  KEPT_ELSEWHERE,
  MAY_COMPEL,
} from './legal-vocabulary.ts';
export { nearest } from './nearest.ts';
export {
  addDays,
  addMonths,
  addPeriod,
  addYears,
  ageOn,
  daysBetween,
  isPlainDate,
  plainDateIn,
  plainDateOf,
} from './plain-date.ts';
export {
  endOf,
  lapseOn,
  openingEndsOn,
  type PortalRules,
  portalOpen,
  portalRules,
  RECORD_KINDS,
  seriesOf,
} from './portal.ts';
export { processFor } from './process-for.ts';
export type {
  AgeBand,
  Approval,
  CardRules,
  CertificateRule,
  CityCalendar,
  Colours,
  Commission,
  DefaultAnswer,
  Department,
  DeskRules,
  Exemption,
  Fee,
  Flow,
  FlowField,
  FlowKind,
  InstrumentRule,
  InstrumentType,
  IssuerClass,
  LegalRules,
  Notice,
  Paper,
  PaperId,
  PaperRules,
  Period,
  PlainDate,
  PortalChannel,
  PrintField,
  Process,
  Program,
  QrField,
  RecordKind,
  RequestRules,
  Requirement,
  Rule,
  Selector,
  Series,
  Sharing,
  Source,
  Trigger,
  ValidityBand,
} from './types.ts';
export { inForce, validity } from './validity.ts';
export { programWords } from './words.ts';
export type { HeldPaper, Unusable } from './worth.ts';
