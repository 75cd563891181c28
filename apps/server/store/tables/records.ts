import type { Generated, JSONColumnType } from 'kysely';

export const CERTIFICATE_STEPS = [
  'drafted',
  'filed',
  'received',
  'destroyed',
  'witnessed',
  'proved',
  'withdrawn',
  'denied',
] as const;
export type CertificateStep = (typeof CERTIFICATE_STEPS)[number];
/** What a certificate is taken back for. A list: whatever somebody typed would stay for good. */
export const WITHDRAWAL_REASONS = [
  'wrong-span',
  'wrong-item',
  'wrong-day',
  'rules-changed',
  'other',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];
export const DESTRUCTION_METHODS = [
  'keys-destroyed',
  'rows-deleted',
  'keys-and-rows',
  'things-destroyed',
] as const;
export type DestructionMethod = (typeof DESTRUCTION_METHODS)[number];

/**
 * How the inclusive dates of what a certificate lists are known: from days that the records hold; reckoned back from the days they
 * are due by the rule; not at all, since no day is kept.
 */
export type RecordsDates = 'held' | 'reckoned' | 'not-kept';

/** What a certificate says besides its list: whose it is, who approves it under which rule, on what basis, in which medium. */
export type FiledText = {
  agency: string;
  authority: string;
  basis: string;
  medium: 'digital' | 'physical';
  /** Who approved the schedule, and when; absent in texts from before both were printed. */
  commission?: string;
  scheduleOn?: string;
};

export interface RecordsTables {
  /** What a disposal certificate lists. Append only: another list is another certificate. */
  certificates: {
    id: string;
    series: string;
    /** Application and item number of the schedule that was in force when it was written. */
    application_no: string;
    item_no: string;
    /** First and last day on which what it lists is due. */
    due_from: string;
    due_through: string;
    /** How many records. Which ones, they say themselves: `disposal_certificate`. */
    volume: number;
    method: DestructionMethod;
    /** What is known of the days the records are of; null where it was drafted before this was asked. */
    records_dates: Generated<RecordsDates | null>;
    /** First day of the first month and last day of the last, or the day of the draft: never finer, and of years where they are few. */
    records_from: Generated<string | null>;
    records_through: Generated<string | null>;
  };
  /** The life of a certificate. Append only; the last place says how it stands. */
  certificate_steps: {
    id: string;
    certificate: string;
    /** 1 for the draft. The same place is taken once: of two who move it at once, one is told. */
    place: number;
    step: CertificateStep;
    moved_on: string;
    moved_by: string;
    /** Filed: the first day on which destruction is asked for. */
    disposal_on: Generated<string | null>;
    /** Received: the day of the approval. */
    approved_on: Generated<string | null>;
    /** The commission's number on the approved copy, or the one under which the proof was filed. */
    reference: Generated<string | null>;
    /** Destroyed: how many are gone. */
    destroyed: Generated<number | null>;
    /** Drafted: how many a hold left out. Destroyed: how many a hold keeps. */
    stayed: Generated<number | null>;
    /** Filed: the certificate's own text as of that day; null where it was filed before texts were kept. */
    filed_text: JSONColumnType<FiledText | null, string | null | undefined, never>;
    /** Withdrawn: what for; null in steps from before it was asked. */
    why: Generated<WithdrawalReason | null>;
    ledger_salt: Uint8Array;
    /** Under which the leaf says who moved it; null in steps from before it did. */
    by_salt: Generated<Uint8Array | null>;
  };
}
