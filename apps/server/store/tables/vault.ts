import type { Generated } from 'kysely';

export interface VaultTables {
  /** One row for each sealed record. The bytes open with the keeper's slot and, for most kinds, a share that is not here. */
  vault_records: {
    id: string;
    /** The application it belongs to; null for what belongs to a matter. */
    application: string | null;
    /** The matter of the law department: the random id of its row. */
    matter: Generated<string | null>;
    /** `RecordKind` of @commonkey/program; `piece`: one picture of a draft; `request`: of a public-records request. */
    kind: string;
    /** Record series of the city's program. */
    series: string;
    /** Slot of the keeper: table and place. */
    epoch: string;
    slot: number;
    /** Small records lie here; of larger ones, `blob` names the object that holds them. */
    sealed: Uint8Array | null;
    blob: string | null;
    /** The day on which it is destroyed; events bring it nearer. */
    ends_on: string;
    /** Destruction has begun and can still be taken back, until the key is gone. */
    tombstoned_on: Generated<string | null>;
    /** Why it ends (`DisposalTrigger`), once it is to end: the receipt's intent. */
    because: Generated<string | null>;
    /** The disposal certificate that lists it. */
    disposal_certificate: Generated<string | null>;
    /** Its key or its bytes would not end by themselves: the destroyer goes on without it, and tries again once a day. */
    set_aside_on: Generated<string | null>;
    /** How old the vault was when it, or what it belongs with, came, as the key process said; null in rows from before it did. */
    age: Generated<number | null>;
  };
}
