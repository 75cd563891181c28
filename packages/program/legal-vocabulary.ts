/** Kinds of instruments by which somebody asks a city for what it holds. */
export const INSTRUMENT_TYPES = [
  'informal-request',
  'immigration-administrative-subpoena',
  'administrative-warrant',
  'i9-inspection',
  'administrative-subpoena',
  'grand-jury-subpoena',
  'civil-subpoena',
  'court-order',
  'judicial-warrant',
  'preservation-letter',
  'emergency',
  'records-request',
  'own-request',
  'vendor-subpoena',
] as const;

/**
 * Those that a city's rules may list as compelling. No rule can add another: an immigration subpoena binds when a court orders
 * so (8 U.S.C. 1225(d)(4)(B)), and that order is an instrument of its own; a letter, a call or an officer's own warrant never does.
 */
export const MAY_COMPEL = [
  'i9-inspection',
  'administrative-subpoena',
  'grand-jury-subpoena',
  'civil-subpoena',
  'court-order',
  'judicial-warrant',
] as const satisfies readonly (typeof INSTRUMENT_TYPES)[number][];

/** What is answered unless counsel decides otherwise. */
export const DEFAULT_ANSWERS = [
  'decline-and-log',
  'hold-and-object',
  'no-records-no-entry',
  'employer-duty',
  'counsel-first',
  'quash-or-comply',
  'object-in-time',
  'verify-and-comply',
  'consider-hold',
  'two-senior-officers',
  'request-track',
  'access-track',
  'vendor-tells-city',
] as const;

/** Who issues. A class, never an office by name and never an officer. */
export const ISSUER_CLASSES = [
  'federal-immigration',
  'federal-other',
  'state',
  'local',
  'prosecutor',
  'court',
  'legislature',
  'private-party',
] as const;

/** Who of the city is served. */
export const DEPARTMENTS = [
  'id-office',
  'human-resources',
  'streets',
  'police',
  'finance',
  'health',
  'library',
  'law',
  'other-department',
] as const;

/** What is kept by others of the city and can be asked for in the same breath. */
export const KEPT_ELSEWHERE = [
  'i9-forms',
  'employee-list',
  'payroll',
  'contractors',
  'staffing-rosters',
  'other-records',
] as const;

/** What is done at a counter while an officer stands there. */
export const DESK_STEPS = [
  'ask-name-badge',
  'ask-why',
  'ask-papers',
  'copy-papers',
  'say-counsel',
  'ask-to-wait',
  'call-counsel',
  'let-counsel-speak',
  'follow-counsel',
  'never-resist',
  'note-time',
] as const;
export const DESK_NEVERS = [
  'accept-service',
  'consent-to-search',
  'confirm-or-deny',
  'show-records',
  'hide-or-destroy',
] as const;
