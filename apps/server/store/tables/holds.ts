import type { Generated } from 'kysely';

export interface HoldsTables {
  legal_holds: {
    id: string;
    /** null: every series. */
    series: string | null;
    /** Records whose date lies outside are free; records without a date are held. */
    covers_from: string | null;
    covers_until: string | null;
    placed_at: Date;
    placed_by: string;
    /** A provisional hold ends by itself at this time unless it is confirmed before. */
    provisional_until: Date;
    confirmed_at: Generated<Date | null>;
    confirmed_by: Generated<string | null>;
    release_asked_by: Generated<string | null>;
    released_at: Generated<Date | null>;
    released_by: Generated<string | null>;
    ledger_salt: Uint8Array;
  };
  /** What the law requires before some series may end: a certificate that covers everything due up to a day. */
  disposal_certificates: {
    id: string;
    series: string;
    due_through: string;
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
    authority: string;
    ledger_salt: Uint8Array;
  };
}
