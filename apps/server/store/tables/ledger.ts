import type { Generated } from 'kysely';

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
}
