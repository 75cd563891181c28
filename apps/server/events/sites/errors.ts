export type SitesCode =
  /** So many wait that nobody would read another one. */
  | 'sites-full'
  /** It was answered, or has ended. */
  | 'site-unknown';

export const SITES_STATUS: Readonly<Record<SitesCode, number>> = { 'sites-full': 503, 'site-unknown': 404 };
