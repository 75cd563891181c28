/** Every code the resident's pages answer with. */
export type PortalCode = 'portal-session-over' | 'portal-picture-gone' | 'portal-too-many-pictures';

export const PORTAL_STATUS: Readonly<Record<PortalCode, number>> = {
  'portal-session-over': 403,
  'portal-picture-gone': 404,
  'portal-too-many-pictures': 422,
};
