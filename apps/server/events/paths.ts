export const EVENTS_PATH = '/events';
export const BOOKING_PATH = '/booking';
/** Where whoever has a number from the door sees how long it takes. */
export const NUMBER_PATH = '/ticket';
export const dayPath = (mark: string): string => `${EVENTS_PATH}/${mark}`;
/** In addresses of a day. */
export const MARK = /^[0-9A-HJKMNP-TV-Z]{6}$/;
