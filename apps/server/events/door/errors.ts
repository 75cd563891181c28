/** Every code that the door of an event day answers with. */
export type DoorCode =
  | 'door-unknown'
  /** The day of the page is another one: it was left open overnight, or is still to come. {day} */
  | 'door-other-day'
  | 'door-cancelled'
  /** New tickets and calls wait until it goes on. */
  | 'door-stopped'
  | 'door-over'
  /** Another page has that number at this door. {station} */
  | 'station-taken'
  /** It was called elsewhere, or is done. {number} */
  | 'ticket-elsewhere'
  /** {number} */
  | 'ticket-number-unknown'
  | 'tickets-all-given'
  /** The code is of no booking, or one letter of it is wrong. */
  | 'booking-code-unknown'
  /** Its people have a ticket already. */
  | 'booking-came'
  /** It is for another day. {day} */
  | 'booking-other-day'
  /** For today, and elsewhere. {place} */
  | 'booking-other-place'
  /** Its day does not take place. */
  | 'booking-day-cancelled'
  | 'booking-given-back'
  /** Nobody said yes in time, and somebody else has the place. */
  | 'booking-not-kept'
  /** No ticket of today has the code. */
  | 'ticket-unknown'
  /** More screens listen than one process should hold. */
  | 'board-full';

export const DOOR_STATUS: Readonly<Record<DoorCode, number>> = {
  'door-unknown': 404,
  'door-other-day': 409,
  'door-cancelled': 409,
  'door-stopped': 409,
  'door-over': 409,
  'station-taken': 409,
  'ticket-elsewhere': 409,
  'ticket-number-unknown': 404,
  'tickets-all-given': 409,
  'booking-code-unknown': 404,
  'booking-came': 409,
  'booking-other-day': 409,
  'booking-other-place': 409,
  'booking-day-cancelled': 409,
  'booking-given-back': 409,
  'booking-not-kept': 409,
  'ticket-unknown': 404,
  'board-full': 503,
};
