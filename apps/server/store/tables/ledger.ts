import type { Generated } from 'kysely';

/** What is in the ledger and in no row that could keep its salt. */
export const OPENING_KINDS = ['role-changed', 'approved', 'card-revoked'] as const;
export type OpeningKind = (typeof OPENING_KINDS)[number];

export interface LedgerTables {
  /** Commitments nobody has numbered yet. No time, no order: the sequencer shuffles them. */
  ledger_unsequenced: { commitment: Uint8Array };
  ledger_leaves: { leaf_index: number; commitment: Uint8Array };
  ledger_checkpoints: {
    /** Number of leaves the checkpoint covers. */
    tree_size: number;
    /** The fixed time it was signed for. */
    slot: Date;
    /** Peaks of the tree, left to right, 32 bytes each: what is needed to append. */
    frontier: Uint8Array;
    /** The signed note as published (C2SP tlog-checkpoint); null between numbering and signing. */
    note: Generated<string | null>;
  };
  /**
   * Salts of entries whose own row keeps none: it ends soon, or the salt beside it would tell the hour of something that the row
   * tells only the month of. Append only. No row names a card, a record or a member of staff.
   */
  ledger_openings: {
    salt: Uint8Array;
    kind: OpeningKind;
    /** From a closed list: the role, the action, the way a card was ended. */
    what: string;
    /** Given and not taken; approved alone. Null of a card. */
    yes: boolean | null;
    /** YYYY-MM, the finest that the register of cards has. */
    month: string;
  };
}
