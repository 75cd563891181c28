/** Every code the events office answers with. */
export type EventsCode =
  | 'event-unknown'
  /** It is stopped, cancelled or over. */
  | 'event-gives-no-places'
  /** {most} */
  | 'party-too-large'
  /** No time of the day has so many places, taken or free. {most} */
  | 'party-over-times'
  | 'time-unknown'
  /** It has begun, or passed. */
  | 'time-over'
  /** Fewer places are free than people come. */
  | 'time-full'
  /** The code is of no booking, or one letter of it is wrong. */
  | 'booking-unknown'
  | 'booking-cancelled'
  /** The minutes to say yes have passed, and somebody else has the places. */
  | 'booking-lapsed'
  /** Its people have come. */
  | 'booking-used'
  /** Somebody else changed the day meanwhile. */
  /** It has been drawn, or nobody can enter any more. */
  | 'draw-closed'
  /** Places are free: they can be booked. */
  | 'waiting-needless'
  | 'event-changed'
  | 'event-day-impossible'
  /** It would be today, and has begun. */
  | 'event-hour-passed'
  | 'event-hours-impossible'
  /** Moved there it would end after midnight. {latest} minute at which it can open */
  | 'event-past-midnight'
  /** Clocks leave out one of its times, or show it twice. */
  | 'event-clocks-change'
  /** Clocks leave the hour out at which it would open. */
  | 'event-opens-left-out'
  | 'event-closes-left-out'
  /** Clocks show one of its hours twice. */
  | 'event-hour-twice'
  | 'event-field-missing'
  | 'event-number-impossible'
  | 'event-shares-impossible'
  | 'event-draw-impossible'
  | 'event-over'
  /** Somebody stopped it before. */
  | 'event-stopped'
  | 'event-cancelled'
  /** Somebody has a number from its door: it cannot be moved any more. */
  | 'event-begun'
  /** Nothing about it would be another. */
  | 'event-same';

export const EVENTS_STATUS: Readonly<Record<EventsCode, number>> = {
  'event-unknown': 404,
  'event-gives-no-places': 409,
  'party-too-large': 422,
  'party-over-times': 422,
  'time-unknown': 422,
  'time-over': 409,
  'time-full': 409,
  'booking-unknown': 404,
  'booking-cancelled': 409,
  'booking-lapsed': 409,
  'booking-used': 409,
  'draw-closed': 409,
  'waiting-needless': 409,
  'event-changed': 409,
  'event-day-impossible': 422,
  'event-hour-passed': 422,
  'event-hours-impossible': 422,
  'event-past-midnight': 422,
  'event-clocks-change': 422,
  'event-opens-left-out': 422,
  'event-closes-left-out': 422,
  'event-hour-twice': 422,
  'event-field-missing': 422,
  'event-number-impossible': 422,
  'event-shares-impossible': 422,
  'event-draw-impossible': 422,
  'event-over': 409,
  'event-stopped': 409,
  'event-cancelled': 409,
  'event-begun': 409,
  'event-same': 422,
};

/** Said where people are counted, and not at the times. */
export const OF_PARTY: ReadonlySet<string> = new Set<EventsCode>(['party-too-large', 'party-over-times']);
