import type { Generated, JSONColumnType } from 'kysely';

export type ShiftCounts = {
  cards: number;
  spoiled: Record<string, number>;
  void: number;
  unused: number;
  refused: number;
  corrected: number;
  replaced: number;
  renewed: number;
  revoked: number;
  fees: number[];
  /** Cards of this shift that another desk had handed over first; the register ended them. Absent: none. */
  second?: number;
  /** Cards of this shift that had been applied for online. Absent: the shift closed before that was counted. */
  handedOver?: number;
  /** Cards by age of a round of shifts that ended with this one: `from` is the first age of every band but the youngest. Absent: not told. */
  ages?: { from: readonly number[]; cards: readonly number[] };
};

export interface DeskTables {
  desk_shifts: {
    shift: string;
    /** Emptied at close-down. */
    opened_by: string | null;
    /** Key, hours and certificate are emptied at close-down too: a card bears its desk's key, and must not lead here. */
    kid: string | null;
    public_x: string | null;
    public_y: string | null;
    certificate: Uint8Array | null;
    window_from: Date | null;
    window_until: Date | null;
    max_hours: number | null;
    /** The city's day it began on, once closed. */
    worked_on: Generated<string | null>;
    quota: number;
    policy_version: string;
    fees: JSONColumnType<string[]>;
    statement_digest: Generated<string | null>;
    head: Generated<string | null>;
    counts: JSONColumnType<ShiftCounts | null, string | null | undefined, string | null>;
    close_salt: Generated<Uint8Array | null>;
    /** The event day whose closing counted it: none counts it twice. */
    event: Generated<string | null>;
    ends_on: string;
    /** The disposal certificate that lists it. */
    disposal_certificate: Generated<string | null>;
  };
  /** A thing at a desk that keeps a copy by itself (a used ribbon, a spool, spoiled cards), until somebody says that it is destroyed. */
  desk_copies: {
    id: string;
    /** Its record series, one of the program's physical ones. */
    series: string;
    shift: string;
    /** The city's day on which its shift began. */
    recorded_on: string;
    ends_on: string;
    /** The disposal certificate that lists it. */
    disposal_certificate: Generated<string | null>;
  };
  /** A serial's tie to its desk: from the offer to the close-down, and not a day longer. */
  shift_serials: {
    serial: string;
    shift: string;
    list: number;
    place: number;
    /** Asked for before the desk reported: shifts arrive in any order. */
    revoked: Generated<boolean>;
    /** Hashes of slip secrets that were shown for this serial; one of them may be the card's. */
    slip_claims: Generated<string[]>;
    ends_on: string;
  };
  /** Numbers that the library allocated. Which card bears one is written nowhere. */
  library_numbers: { number: string; shift: string | null; used: boolean };
  /**
   * That a waiting card was handed over, and by which shift first, as keyed fingerprints of both: a report that comes again is
   * told from a second card. It names neither to whoever has the table alone.
   */
  hand_overs: {
    record: Uint8Array;
    /** Over record and shift, so that two cards of one shift do not show it. */
    shift: Uint8Array;
    /** When no shift that is open now can report any more; sooner, when none is open. */
    ends_on: string;
  };
  /** Desk certificates, for verifiers that look a key up by its `kid`. */
  desk_keys: {
    kid: string;
    certificate: Uint8Array;
    /** Salt of the ledger leaf that says the key was certified. */
    salt: Uint8Array | null;
    ends_on: string;
  };
  /** Keys of desks that were stolen: no card of theirs is valid. */
  distrusted_keys: { kid: string; since_month: string; ledger_salt: Uint8Array };
}
