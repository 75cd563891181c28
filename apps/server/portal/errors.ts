/** Every code the resident's pages answer with. */
export type PortalCode =
  | 'portal-closed'
  | 'portal-session-over'
  | 'portal-not-sendable'
  | 'portal-picture-gone'
  | 'portal-too-many-pictures';

export const PORTAL_STATUS: Readonly<Record<PortalCode, number>> = {
  'portal-closed': 503,
  'portal-session-over': 403,
  'portal-not-sendable': 409,
  'portal-picture-gone': 404,
  'portal-too-many-pictures': 422,
};
