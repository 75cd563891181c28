import type { Generated } from 'kysely';

/** What a hold may be placed for. There is no other text about it, and so none about a person. */
export const HOLD_REASONS = [
  'demand',
  'lawsuit',
  'investigation',
  'audit',
  'preservation-letter',
  'expected',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];
export type HoldSentences = { [language: string]: string };

export interface HoldsTables {
  legal_holds: {
    id: string;
    /** Names of record series; null: every series. What it was placed over, whatever it was narrowed to. */
    series: string[] | null;
    /** Records whose date lies outside are free; records without a date are held. */
    covers_from: string | null;
    covers_until: string | null;
    placed_at: Date;
    placed_by: string;
    /** A provisional hold ends by itself at this time unless it is confirmed before. */
    provisional_until: Date;
    /** Placed while the clock was in doubt: it does not end by itself before that is over. */
    placed_in_doubt: Generated<boolean>;
    confirmed_at: Generated<Date | null>;
    confirmed_by: Generated<string | null>;
    release_asked_by: Generated<string | null>;
    released_at: Generated<Date | null>;
    released_by: Generated<string | null>;
    ledger_salt: Uint8Array;
    /** Why, from a closed list; null where the row came back from outside the database, or is older than the list. */
    reason: Generated<HoldReason | null>;
    /** Confirmed for less than it was placed over; then the three that follow say what it covers. */
    narrowed: Generated<boolean>;
    narrowed_series: Generated<string[] | null>;
    narrowed_from: Generated<string | null>;
    narrowed_until: Generated<string | null>;
    narrowed_channel: Generated<'events' | 'portal' | null>;
    /** In person or online; null is both. */
    channel: Generated<'events' | 'portal' | null>;
    confirmed_salt: Generated<Uint8Array | null>;
    released_salt: Generated<Uint8Array | null>;
    /** Under which the leaf of a release says who the two were; null in releases from before it did. */
    released_by_salt: Generated<Uint8Array | null>;
    /** Under which the leaves say who placed and who confirmed it; null in holds from before they did. */
    placed_by_salt: Generated<Uint8Array | null>;
    confirmed_by_salt: Generated<Uint8Array | null>;
    /**
     * An old copy of the database may have lost words about it that are newer than this `turn`, and with them that it may not
     * be spoken of: until newer ones are written it may not. `words_lost_at`: when the copy was met.
     */
    words_lost_after: Generated<number | null>;
    words_lost_at: Generated<Date | null>;
    /** Of the leaf that says that it came back from outside the database. */
    put_back_salt: Generated<Uint8Array | null>;
    /** The city's day on which it did, as that leaf says; null where it does not. Not sealed over: the leaf tells. */
    put_back_on: Generated<string | null>;
    /**
     * HMAC over what the row says, under a key outside the database (`holds/seal.ts`); null in rows from before there were seals,
     * until the key process has said the same.
     */
    seal: Generated<Uint8Array | null>;
    /**
     * Sealed records of this age or later came after its days, as the key process found and goes by for itself; null: none did.
     * Not sealed over: a false one ends nothing, and the key process's own takes its place.
     */
    from_age: Generated<number | null>;
    /** The first of the two who put a changed row right, and the seal over that. */
    mend_asked_by: Generated<string | null>;
    mend_asked_seal: Generated<Uint8Array | null>;
  };
  /** The law department looked at a hold and found that it is still needed. Append only. */
  hold_reviews: {
    id: string;
    hold: string;
    reviewed_at: Date;
    reviewed_by: string;
    next_on: string;
    ledger_salt: Uint8Array;
  };
  /** Counsel's sentences for residents whose records a hold keeps. The newest row of a hold counts. Append only. */
  hold_wordings: {
    id: string;
    hold: string;
    written_at: Date;
    written_by: string;
    /** The hold may not be spoken of: its sentences are shown to nobody. */
    gag: boolean;
    /** Plain text by BCP 47 tag. */
    sentences: HoldSentences;
    /** Counts up: the highest of a hold is its newest. */
    turn: Generated<number>;
    ledger_salt: Uint8Array;
  };
  /** That a vendor was told of a hold: on what day, and who says so. Append only. */
  hold_vendor_notices: {
    id: string;
    hold: string;
    vendor: string;
    told_on: string;
    marked_at: Date;
    marked_by: string;
    ledger_salt: Uint8Array;
  };
  /** Approved certificates: what the law requires before some series may end. Append only. */
  disposal_certificates: {
    /** The certificate's own. Records that it lists bear it. */
    id: string;
    series: string;
    /** Null, as the day it opens, in rows older than the list of what a certificate covers: those open nothing. */
    due_from: string | null;
    due_through: string;
    /** The first day on which what it lists may end. */
    opens_on: string | null;
    issued_on: string;
    issued_by: string;
    ledger_salt: Uint8Array;
  };
  /** What was destroyed: a count of a series on a day, on what authority. */
  disposal_receipts: {
    id: string;
    series: string;
    destroyed_on: string;
    count: number;
    /** What called for it (`DisposalTrigger`). */
    authority: string;
    ledger_salt: Uint8Array;
    /** What allowed it; null in receipts from before this was said, and of what an old copy of the database had brought back. */
    under: Generated<'schedule' | 'certificate' | null>;
    /** The approved certificate that listed it. */
    certificate: Generated<string | null>;
  };
}
