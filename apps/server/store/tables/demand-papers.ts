import { DEPARTMENTS, type InstrumentType } from '@commonkey/program';
import type { Generated } from 'kysely';
import type { Issuer, PRODUCED } from './demands.ts';

export const DEMAND_LETTERS = ['response', 'objections'] as const;
export type DemandLetter = (typeof DEMAND_LETTERS)[number];

/** How a bundle goes out. */
export const MEDIA = ['by-hand', 'mail', 'portal'] as const;
export type Medium = (typeof MEDIA)[number];
/** What opens a bundle: the recipient's own key, or a passphrase that is given apart from it. */
export const LOCKED_TO = ['recipient-key', 'passphrase'] as const;
export type LockedTo = (typeof LOCKED_TO)[number];

/** Why a bundle is taken back: words of a list, so that nobody is named. */
export const BACK_REASONS = [
  'wrong-file',
  'wrong-recipient',
  'sealed-twice',
  'counts-wrong',
  'passphrase-lost',
  'order-changed',
] as const;
export type BackReason = (typeof BACK_REASONS)[number];

/** Whose office wrote or got a paper. Never who. */
export const PAPER_OFFICES = [
  ...DEPARTMENTS,
  'mayor',
  'council',
  'outside-counsel',
  'other-government',
  'outside',
] as const;
export type PaperOffice = (typeof PAPER_OFFICES)[number];
export const PRIVILEGES = [
  'attorney-client',
  'work-product',
  'deliberative',
  'law-enforcement',
  'by-statute',
  'common-interest',
] as const;
export type Privilege = (typeof PRIVILEGES)[number];
/** On what a privilege rests, in one of a few words; counsel's own are sealed. */
export const PRIVILEGE_BASES = [
  'legal-advice',
  'asked-for-advice',
  'for-litigation',
  'draft-before-decision',
  'security-of-systems',
  'protected-by-law',
  'shared-with-allies',
] as const;
export type PrivilegeBasis = (typeof PRIVILEGE_BASES)[number];
export const EXTENTS = ['withheld', 'redacted'] as const;
export type Extent = (typeof EXTENTS)[number];

/** Said by one law officer and agreed to by another; nothing of it is changed afterwards. */
interface Two {
  turn: Generated<number>;
  proposed_on: string;
  proposed_by: string;
  decided_on: string | null;
  decided_by: string | null;
  /** Hides in the leaf which two people they were. */
  by_salt: Uint8Array | null;
  ledger_salt: Uint8Array | null;
}

export interface DemandPaperTables {
  /** A letter that was made ready, and one that went out. What it says is sealed. */
  demand_letters: Two & {
    id: string;
    demand: string;
    letter: DemandLetter;
    /** The sealed record that it is. */
    sealed: string;
    /** SHA-256 of what is sealed, in which lie 32 random bytes: nobody can try words against it. */
    digest: Uint8Array;
  };
  /** A bundle that was produced under compulsion. The database refuses one that two people have not decided. */
  demand_productions: Two & {
    id: string;
    item: string;
    instrument: InstrumentType;
    decision: string;
    outcome: (typeof PRODUCED)[number];
    /** The sealed record in which the bundle lies, encrypted once more. */
    sealed: string;
    /** SHA-256 of the bundle as it goes out. */
    digest: Uint8Array;
    recipient: Issuer;
    medium: Medium;
    locked_to: LockedTo;
    pages: number;
    records: number;
    /** Whom it tells of, counted from the bundle itself by two people. */
    people: number;
    /** It holds a record that two officers opened under an order: their page sealed it. */
    by_order: Generated<boolean>;
  };
  /** A bundle that does not go out after all, and why. Its row stays; what was sealed ends. */
  demand_bundles_back: Two & {
    id: string;
    production: string;
    reason: BackReason;
  };
  /** Papers of the city's own that are withheld as privileged. Append only; an entry can stand instead of another. */
  demand_privileges: {
    id: string;
    demand: string;
    place: number;
    written_on: string;
    author: PaperOffice;
    recipients: PaperOffice[];
    privilege: Privilege;
    basis: PrivilegeBasis;
    extent: Extent;
    pages: number;
    instead_of: string | null;
    /** Counsel's words on it, privileged. */
    sealed: string;
    added_on: string;
    added_by: string;
    ledger_salt: Uint8Array;
  };
}
