import type { Generated } from 'kysely';

export interface CardTables {
  /** The register. No order, no day, no desk, no person. */
  cards: {
    serial: string;
    list: number;
    place: number;
    issue_month: string;
    expiry_month: string | null;
    status: string;
    policy_version: string;
    slip_hash: string | null;
    ends_on: string;
    /** The disposal certificate that lists it. */
    disposal_certificate: Generated<string | null>;
  };
  status_lists: {
    list: number;
    size: number;
    /** One bit a place: read "not valid" and never given. Decoys, spoiled and void cards, without distinction. */
    withheld: Uint8Array;
    /** One bit a place: read "valid" and never given again, because a card whose row has ended may still be shown. */
    spent: Uint8Array;
    /** SHA-256 of the list as it was last signed, and the salt of its leaf: what everybody gets is what the ledger says. */
    published_digest: Generated<string | null>;
    published_on: Generated<string | null>;
    published_salt: Generated<Uint8Array | null>;
  };
  /** Every list that was ever signed, so that an entry about an older one opens too. Append only. */
  status_lists_published: {
    ledger_salt: Uint8Array;
    list: number;
    /** SHA-256 in hexadecimal. */
    digest: string;
    said_on: string;
  };
}
