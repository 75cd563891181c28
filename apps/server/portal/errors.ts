/** Every code the resident's pages answer with. */
export type PortalCode =
  | 'portal-session-over'
  | 'portal-picture-gone'
  | 'portal-too-many-pictures'
  | 'portal-not-now'
  | 'portal-intake-stopped'
  | 'portal-sent-already'
  | 'portal-gone'
  | 'portal-keys-lost';

export const PORTAL_STATUS: Readonly<Record<PortalCode, number>> = {
  'portal-session-over': 403,
  'portal-picture-gone': 404,
  'portal-too-many-pictures': 422,
  'portal-not-now': 503,
  'portal-intake-stopped': 409,
  'portal-sent-already': 409,
  'portal-gone': 410,
  'portal-keys-lost': 410,
};

/** What a resident is told of faults below these pages: that nothing is lost, and what to do; the log has the code itself. */
export const PORTAL_READS: Readonly<Record<string, PortalCode>> = {
  'keeper-silent': 'portal-not-now',
  'keeper-answer-foreign': 'portal-not-now',
  'vault-root-missing': 'portal-not-now',
  'vault-roots-missing': 'portal-not-now',
  'vault-root-locked': 'portal-not-now',
  'vault-root-away': 'portal-not-now',
  'vault-table-broken': 'portal-not-now',
  'vault-behind-replica': 'portal-not-now',
  'vault-clock-in-doubt': 'portal-not-now',
  'vault-capped': 'portal-not-now',
  'blobs-unreachable': 'portal-not-now',
  'blob-missing': 'portal-not-now',
  'disk-full': 'portal-not-now',
  'clock-leapt': 'portal-not-now',
  'record-stale': 'portal-not-now',
  'record-gone': 'portal-gone',
  'vault-keys-lost': 'portal-keys-lost',
};
