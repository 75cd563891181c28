import type { Generated, JSONColumnType } from 'kysely';

/** Where an event day stands. A stopped one gives no new places until it goes on. */
export const EVENT_STATES = ['announced', 'stopped', 'cancelled', 'over'] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** Why a day is stopped or cancelled; everybody reads it, so none of them speaks of a person. */
export const EVENT_REASONS = ['safety', 'weather', 'machines', 'staff', 'place', 'full'] as const;
export type EventReason = (typeof EVENT_REASONS)[number];

/** What the place offers; said in words on the page. */
export const EVENT_ACCESS = [
  'step-free',
  'seats',
  'toilets',
  'accessible-toilet',
  'parking',
  'quiet-room',
  'children',
  'hearing-loop',
  'sign-language',
] as const;
export type EventAccess = (typeof EVENT_ACCESS)[number];

/** Who a place can be booked by: anybody, helpers who book for groups, or nobody any more. */
export type SeatPool = 'open' | 'helpers' | 'withdrawn';

/** `kept`: its places wait a few minutes for whoever has the code to say yes. */
export type BookingState = 'kept' | 'booked' | 'cancelled' | 'came';

/** What desks counted on a day, added up; fees by their code. */
export type DayCounts = {
  cards: number;
  spoiled: Record<string, number>;
  void: number;
  unused: number;
  refused: number;
  corrected: number;
  replaced: number;
  renewed: number;
  revoked: number;
  fees: Record<string, number>;
  second: number;
  handedOver: number;
};

export interface EventTables {
  /** A day on which cards are made somewhere: announced to everybody, and about nobody. */
  event_days: {
    id: string;
    /** Six letters of Crockford's base 32: its name in addresses. */
    mark: string;
    /** Grows with every change: of two people who change it at once, one is told. */
    version: number;
    state: EventState;
    reason: EventReason | null;
    /** Its hours had begun when it was cancelled. */
    begun: Generated<boolean>;
    day: string;
    /** Minutes of the city's day. */
    opens: number;
    closes: number;
    place: string;
    address: string;
    access: EventAccess[];
    /** BCP 47 tags of what is spoken there. */
    languages: string[];
    stations: number;
    printers: number;
    /** How long one booked time is, in minutes. */
    slot_minutes: number;
    /** Parts of a hundred that are kept for whoever just comes, and for helpers. */
    walk_in_share: number;
    helper_share: number;
    /** Days before the day on which a part of the places can be booked; the largest first. */
    releases: number[];
  };
  /** A time at which some of the people come. */
  event_times: {
    event: string;
    /** Minute of the city's day. */
    starts: number;
    /** Places that are kept for whoever just comes. */
    walk_ins: number;
  };
  /** One place at one time. It has at most one booking because it is one row. */
  event_seats: {
    event: string;
    starts: number;
    seat: number;
    pool: SeatPool;
    /** Not to be booked earlier. */
    released_at: Date;
    booking: Generated<string | null>;
    /** Until then it waits for a yes; null once there was one, or while it is free. */
    kept_until: Generated<Date | null>;
  };
  /** Places that somebody booked. Nobody here knows who: there is a code, and that is all. */
  event_bookings: {
    id: string;
    event: string;
    /** HMAC of the code under a key of the service. */
    tag: Uint8Array;
    party: number;
    state: BookingState;
    /** The night after the day. */
    ends_on: string;
  };
  /** A day whose places are drawn and not given to who is first. */
  event_draws: {
    event: string;
    /** Whoever enters until then is in the draw, whenever it was. */
    closes_at: Date;
    /** Drawn by chance when the day is announced, and promised in public by its hash. */
    seed: Uint8Array;
    drawn_on: Generated<string | null>;
    /** Codes in the draw, the people behind them, and how many of those got places. */
    entered: Generated<number | null>;
    people: Generated<number | null>;
    won: Generated<number | null>;
  };
  /** Somebody in a draw: a code, and that is all. */
  event_entries: {
    /** Their name in the draw; stands in no other table. */
    id: string;
    event: string;
    /** HMAC of the code under a key of the service. */
    tag: Uint8Array;
    party: number;
    /** Times that suit; none: any. */
    wish: number[];
    withdrawn: boolean;
    /** In the order that was drawn. */
    rank: Generated<number | null>;
    /** The time that was drawn for it; null: none. */
    given: Generated<number | null>;
    /** The night after the day. */
    ends_on: string;
  };
  /** Places of a day that a group of helpers hands out as slips. Which bookings they are is kept nowhere. */
  event_blocks: {
    id: string;
    event: string;
    /** The organisation, as the event manager calls it. */
    helper: string;
    /** HMAC of the group's code under a key of the service. */
    tag: Uint8Array;
    slips: number;
    /** Of all slips together. */
    people: number;
    /** Numbers of the slips that the group gave back. */
    back: Generated<number[]>;
    /** From then on everybody can book what was not given out. */
    returns_at: Date;
    withdrawn: Generated<boolean>;
    /** The night after the day. */
    ends_on: string;
  };
  /** What the desks of a day reported, added up when its manager closed it; each later turn is what came in since. */
  event_closings: {
    event: string;
    turn: number;
    closed_on: string;
    /** Desks whose shifts are in it. */
    desks: number;
    /** Desks that had not reported, by the manager's count. */
    missing: number;
    /** SHA-256 over the digests of their statements, sorted: which they were, for whoever has them. */
    shifts: string;
    counts: JSONColumnType<DayCounts, string, string>;
    ledger_salt: Uint8Array;
    /** The last day of the shifts that are in it: what was added up does not outlive what it was added up from. */
    ends_on: string;
  };
}
