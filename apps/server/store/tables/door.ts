import type { Generated } from 'kysely';

/** Where a ticket stands. `back`: whoever had it gave it back. */
export type TicketState = 'waiting' | 'called' | 'served' | 'missed' | 'back';

export interface DoorTables {
  /** The door of an event day, from its first ticket or station on. Every change at the door passes through its row. */
  event_doors: {
    event: string;
    /** Grows with every change: who looks at the board asks for this alone. */
    version: number;
    /** The highest number that was called. */
    called: number;
    /** People who were served, and minutes that stations had somebody: how fast the day goes. */
    people: number;
    minutes: number;
  };
  /** How many people of a day took how long at a station, in the steps of `PACE_STEPS`: lengths, and whose is nowhere. */
  event_paces: {
    event: string;
    day: string;
    paces: number[];
    /** A year after the day: by then it teaches nothing. */
    ends_on: string;
  };
  /** A table with a number at which somebody is served. */
  event_stations: {
    event: string;
    station: number;
    /** Of the page that has it: two desks cannot both be number 3. */
    claim: string;
    /** Grows with every press: one that is sent twice counts once. */
    press: number;
    open: boolean;
    /** Cards that came out wrong there today. */
    spoiled: Generated<number>;
    /** Blank cards and ribbons that were left when somebody there last said so, and at which minute of the city's day. */
    cards: Generated<number | null>;
    ribbons: Generated<number | null>;
    told_at: Generated<number | null>;
  };
  /** How many people came, were called and were served in a half-hour of a door: sums, from which nobody's waiting can be read. */
  event_halves: {
    event: string;
    /** Minutes from the city's midnight on to its beginning, as they pass: in the night of a change of clocks too. */
    half: number;
    came: Generated<number>;
    called: Generated<number>;
    served: Generated<number>;
    /** The night after the day. */
    ends_on: string;
  };
  /** A number that somebody was given at the door. Who has it, and whether they go first, is kept nowhere. */
  event_tickets: {
    id: string;
    event: string;
    number: number;
    /** HMAC of the code under a key of the service. */
    tag: Uint8Array;
    party: number;
    state: TicketState;
    /** Its number, or the number that it waits behind since it was missed. */
    place: number;
    missed: Generated<number>;
    /** 0; the version of the door when it came back. */
    turn: Generated<number>;
    /** How often it was called to where it is called now. */
    calls: Generated<number>;
    station: Generated<number | null>;
    /** To the minute; null while nobody called it. */
    called_at: Generated<Date | null>;
    /** The night after the day. */
    ends_on: string;
  };
}
