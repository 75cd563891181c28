export interface EventWaitTables {
  /** Where and when an announced day was to be before it was moved: everybody reads it. */
  event_moves: {
    event: string;
    /** The version of the day that it was moved from. */
    turn: number;
    day: string;
    opens: number;
    place: string;
    address: string;
  };
  /** Somebody who waits for places of a full day: a code, and that is all. */
  event_waits: {
    /** Their lot, drawn by chance when they came: the smallest is offered places first. */
    id: string;
    event: string;
    /** HMAC of the code under a key of the service; that of the booking that they are offered. */
    tag: Uint8Array;
    party: number;
    /** Times that suit; none: any. */
    wish: number[];
    state: 'waiting' | 'offered' | 'left';
    /** The night after the day. */
    ends_on: string;
  };
}
