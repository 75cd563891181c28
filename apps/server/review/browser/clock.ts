/** The time as it was when the page came, and what has run since: setting the machine's clock prolongs no opening. */
export const now = (): Date => new Date(performance.timeOrigin + performance.now());
