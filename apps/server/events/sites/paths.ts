/** Where an organisation asks for a day at its place. */
export const SITE_PATH = '/mobile-day';
/** Where the event manager answers. */
export const SITES_PATH = '/event-days/asked';
