import type { RecordClass } from '@commonkey/exposure';
import type { InstrumentType, IssuerClass, KEPT_ELSEWHERE, LegalKind } from '@commonkey/program';
import type { Generated } from 'kysely';

/** How it came. */
export const RECEIVED_BY = ['hand', 'mail', 'email', 'portal', 'phone', 'vendor'] as const;
export type ReceivedBy = (typeof RECEIVED_BY)[number];
/** Who issued it, where no class of the city's own list fits. */
export const NOT_LISTED = 'not-listed';
export type Issuer = IssuerClass | typeof NOT_LISTED;
export const GAGS = ['none', 'requested', 'ordered'] as const;
export type Gag = (typeof GAGS)[number];
/** Whom an item names: one person or more, everybody of some kind, or a number of theirs. Which person stands nowhere in clear. */
export const SELECTORS = ['class', 'named', 'identifier'] as const;
export type Selector = (typeof SELECTORS)[number];
/** What an item touches that other law protects further. */
export const TOUCHES = ['status', 'protected-address', 'minors', 'library', 'health', 'juvenile'] as const;
export type Touch = (typeof TOUCHES)[number];
export type DemandClass = RecordClass | (typeof KEPT_ELSEWHERE)[number];

/** Ticks of counsel about the paper. */
export const CHECKS = [
  'issuer-listed',
  'judge',
  'seal',
  'signature',
  'jurisdiction',
  'self-executing',
  'call-back',
] as const;
export type Check = (typeof CHECKS)[number];
export const FOUND = ['yes', 'no', 'unclear'] as const;
export type Found = (typeof FOUND)[number];

/** Days that are on a paper, or follow from it. */
export const DATED = ['issued', 'service', 'return', 'objection', 'hearing'] as const;
export type Dated = (typeof DATED)[number];

/** Why an item came after the paper: the issuer wrote anew, or said what it had meant. */
export const AMENDED = ['amended', 'clarified'] as const;
export type Amended = (typeof AMENDED)[number];

/** What happens to a demand after it was registered. `held` names a hold, `checked` a tick, `dated` a day, `gag` a gag. */
export const DEMAND_STEPS = [
  'held',
  'checked',
  'dated',
  'gag',
  'added',
  'opened',
  'item-added',
  'extension-asked',
  'extension-given',
  'withdrawn-by-issuer',
  'quash-moved',
  'petition-filed',
  'hearing-held',
  'enforced',
  'enforced-in-part',
  'quashed',
  'modified',
  'stay-asked',
  'stayed',
  'stay-ended',
  'appealed',
  'appeal-decided',
  'lift-ordered',
  'closed',
] as const;
export type DemandStep = (typeof DEMAND_STEPS)[number];

/** What was found to exist, as a band: nobody opened anything to say it. */
export const FOUND_BANDS = ['none', 'some', 'to-10', 'to-100', 'to-1000', 'to-10000', 'more'] as const;
export type FoundBand = (typeof FOUND_BANDS)[number];

export const PRODUCED = ['produced-in-full', 'produced-in-part', 'produced-voluntarily'] as const;
/** What became of an item of a demand. */
export const OUTCOMES = [
  'pending',
  'no-records',
  'not-in-custody',
  'declined',
  'objected',
  'withdrawn',
  'narrowed',
  'quashed',
  'modified',
  'enforced-in-part',
  'enforced-in-full',
  ...PRODUCED,
  'referred',
  'lapsed',
] as const;
export type DemandOutcome = (typeof OUTCOMES)[number];

export interface DemandTables {
  /**
   * A demand as it came. Append only. Nothing here was typed by anybody: who brought it, what it says and the scan of it are
   * one kind of sealed record, counsel's notes another.
   */
  demands: {
    id: string;
    /** Year and number, told to nobody outside; several instruments of one matter share it. */
    matter: string;
    /** Null in a row from before numbers stayed inside: its leaf says the number. */
    matter_salt: Generated<Uint8Array | null>;
    received_on: string;
    received_by: ReceivedBy;
    instrument: InstrumentType;
    issuer: Issuer;
    /** A department of the program's list, or `vendor:` and an entry of the sharing register. */
    custodian: string;
    issued_on: string | null;
    service_on: string | null;
    return_on: string | null;
    objection_on: string | null;
    hearing_on: string | null;
    gag: Gag;
    gag_until: string | null;
    registered_at: Date;
    registered_by: string;
    ledger_salt: Uint8Array;
  };
  demand_items: {
    id: string;
    demand: string;
    /** Again, so that the database itself can refuse what may not be produced under it. */
    instrument: InstrumentType;
    place: number;
    classes: DemandClass[];
    span_from: string | null;
    span_until: string | null;
    selector: Selector;
    touches: Touch[];
    ledger_salt: Uint8Array;
  };
  /** Append only; the place says the order. */
  demand_steps: {
    id: string;
    demand: string;
    place: number;
    step: DemandStep;
    moved_on: string;
    moved_by: string;
    what: Check | Dated | LegalKind | Amended | null;
    found: Found | Gag | null;
    day: string | null;
    hold: string | null;
    /** A bundle that was opened to be counted, or taken out. */
    production?: string | null;
    ledger_salt: Uint8Array;
  };
  /** What exists of an item, said by one and, without being told, by another. Nothing of it is changed afterwards. */
  demand_searches: {
    id: string;
    item: string;
    turn: Generated<number>;
    found: FoundBand;
    /** What it would take to bring it, in whole hours. */
    hours: number | null;
    declared_on: string;
    declared_by: string;
    confirmed_on: string | null;
    confirmed_by: string | null;
    /** What the second found for themselves. */
    second_found: FoundBand | null;
    /** Hides in the leaf which two people they were. */
    by_salt: Uint8Array | null;
    ledger_salt: Uint8Array | null;
  };
  /** What becomes of an item, proposed by one law officer and decided by another. Nothing of it is changed afterwards. */
  demand_decisions: {
    id: string;
    item: string;
    instrument: InstrumentType;
    turn: Generated<number>;
    outcome: DemandOutcome;
    proposed_on: string;
    proposed_by: string;
    decided_on: string | null;
    decided_by: string | null;
    /** Hides in the leaf which two people they were. */
    by_salt: Uint8Array | null;
    ledger_salt: Uint8Array | null;
  };
}
