import type { PlainDate } from '@commonkey/program';
import type { DisposalTrigger, Outcome } from '../holds/destroy.ts';
import type { InFlight } from '../holds/in-flight.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { ApplicationState } from '../store/tables/portal.ts';

/** What a record holds. `piece` is one picture of a draft; everything else has a series of its own in the program. */
export const VAULT_KINDS = ['draft', 'piece', 'papers', 'card', 'contact', 'review-box'] as const;
export type VaultKind = (typeof VAULT_KINDS)[number];
/** What belongs to no application but to a matter: of the law department, or somebody's places at an event day. */
export const MATTER_KINDS = ['request', 'process', 'counsel', 'event-contact'] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];
export type SealedKind = VaultKind | MatterKind;
/** The record series of those that no program names; those of a demand are its `legal.records`. */
export const MATTER_SERIES = {
  request: 'public-records-requests',
  'event-contact': 'event-contacts',
} as const satisfies Partial<Record<MatterKind, string>>;

/** Who may have the keeper's half of a record's key. */
export const LOCKS = {
  draft: 'code',
  piece: 'code',
  papers: 'papers',
  card: 'card',
  contact: 'contact',
  'review-box': 'review',
  request: 'matter',
  process: 'process',
  counsel: 'counsel',
  'event-contact': 'event-contact',
} as const satisfies Record<SealedKind, string>;
export type Lock = (typeof LOCKS)[SealedKind];

/** What a sealed record hangs on: a resident's application, or a matter, by their random ids. */
export type Belongs = { application: string; matter?: never } | { matter: string; application?: never };

export type RecordToSeal = (
  | { application: string; matter?: never; kind: VaultKind }
  | { matter: string; application?: never; kind: MatterKind }
) & {
  /** The day on which it is destroyed, where the city is. Events bring it nearer; nothing but a hold or a missing certificate carries it past. */
  endsOn: PlainDate;
  plain: Uint8Array;
  /** 32 bytes that the key needs besides the keeper's; null where one lock is the design. */
  share: Uint8Array | null;
};

/** Sealed and, if large, already written to the blob store; nothing refers to it before `keep`. */
export type SealedRecord<K extends SealedKind = SealedKind> = {
  readonly id: string;
  readonly application: string | null;
  readonly matter: string | null;
  readonly kind: K;
  readonly series: string;
  readonly endsOn: PlainDate;
  readonly epoch: string;
  readonly slot: number;
  /** How old the vault was when it, or what it belongs with, came. */
  readonly age: number;
  readonly sealed: Uint8Array | null;
  readonly blob: string | null;
  /** On the clock that no setting moves: what lay about too long is not kept. */
  readonly sealedAt: number;
};

export type RecordHead = { id: string; kind: VaultKind; endsOn: PlainDate; ending: boolean };
export type Which = Belongs & { kinds?: readonly SealedKind[]; ids?: readonly string[] };
/** Purposes that the keeper writes into its journal and caps. */
export type OpeningPurpose =
  | 'review'
  | 'second-look'
  | 'appeal'
  | 'order'
  | 'notice'
  | 'desk'
  | 'matter'
  | 'process'
  | 'counsel'
  | 'event-news';

export type Standing = { states: readonly ApplicationState[]; kinds: readonly VaultKind[] };
export type ReleaseFor = { purpose: OpeningPurpose; approvals: readonly string[] };
export type Released = { id: string; kind: SealedKind; sealed: Uint8Array; slotKey: Uint8Array };
/** `pending`: begun, unreadable already, and tried again by the destroyer until every key store has acknowledged. */
export type VaultOutcome = Outcome & { pending: number };

/**
 * Sealed records from first byte to receipt. Sealing needs no answer of the keeper as long as leased slots last; opening
 * always does. Faults of the keeper (`keeper-silent`, `vault-root-missing`, …) come through as they are: nothing was
 * changed then.
 */
export type Vault = {
  /** Before the transaction: what `keep` does not take over is shredded by reconciliation. */
  seal<R extends RecordToSeal>(record: R): Promise<SealedRecord<R['kind']>>;
  /** In the transaction that makes the record exist. */
  keep(tx: Writer, record: SealedRecord): Promise<void>;
  /**
   * Instead of `keep`, where it is certain that no transaction kept them or ever will: their keys and bytes end at once. Does
   * not throw for the key process's or the blob store's sake: reconciliation ends what is left.
   */
  discard(records: readonly SealedRecord[]): Promise<void>;
  /** New content under the same slot: for a draft that is being written. */
  rewrite(tx: Writer, id: string, plain: Uint8Array, share: Uint8Array | null): Promise<void>;
  heads(read: Reader, application: string): Promise<readonly RecordHead[]>;
  /** Whether one of them was sealed under keys that were declared lost: nobody opens that any more. */
  keysLost(read: Reader, which: Which): Promise<boolean>;
  /** Tables of such keys, among those of living records of applications that stand so: what leaves them out waits for no such one. */
  lostTables(read: Reader, of: Standing): Promise<readonly string[]>;
  /** For the resident, whose code or cookie yields the share. Fault `record-gone` where the key has died. */
  open(read: Reader, ids: readonly string[], share: Uint8Array | null): Promise<readonly Uint8Array[]>;
  /** For staff: ciphertext and the keeper's half. Those of an application are put together in the officer's own browser. */
  release(read: Reader, which: Which, how: ReleaseFor): Promise<readonly Released[]>;
  /** An event brought the date nearer; a later one is ignored. */
  bringNearer(tx: Writer, which: Which, endsOn: PlainDate): Promise<void>;
  /**
   * First step of destruction, in the transaction of the event that calls for it: tombstone and receipt intent; from its
   * commit nobody reads the record any more. What is under hold or awaits a certificate stays, is counted so, and ends as soon
   * as it may: its date is brought to today.
   * @param because also the authority on the receipt
   */
  end(tx: Writer, which: Which, because: DisposalTrigger): Promise<Outcome>;
  /**
   * Second step, after that transaction: under the destroyers' lock asks again, then the keys, the bytes, the rows with
   * their receipt. Idempotent; what is `pending` the destroyer repeats until it is done. Does not throw for the key process's or
   * the blob store's sake: what is queued is queued.
   */
  finish(which?: Which): Promise<VaultOutcome>;
  /**
   * Everything whose date has come, both steps; then epochs that are over, and slots and blobs that nothing refers to. With
   * a clock that leapt nothing ends for its date, and only what events have ended is finished.
   */
  sweep(): Promise<VaultOutcome>;
  /**
   * Before anything opens: ends what an old copy of the database brought back although its key is dead (receipts say
   * `restored`), and applications that have nothing sealed left by it. Faults of the key process; nothing was changed then.
   * @param how.oldCopy for how many records of each series a first receipt comes back: of more than these it is lost, and the
   * new one counts (`receipt-lost`). Null where the database is no old copy
   * @returns how many records ended
   */
  settleRestored(how?: { oldCopy: ReadonlyMap<string, number> | null }): Promise<number>;
  /** Asked by a hold that is being placed. */
  readonly inFlight: InFlight;
};
