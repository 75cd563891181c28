import type { ISSUER_CLASSES } from '@commonkey/program';
import type { Generated } from 'kysely';
import type { NOT_LISTED } from './demands.ts';

/** `emergency`: somebody says that a life is in danger, and has no instrument. `own`: somebody asks for what is held about themselves. */
export const TRACKS = ['emergency', 'own'] as const;
export type Track = (typeof TRACKS)[number];
export const TRACK_NUMBERS = { emergency: 'E', own: 'S' } as const satisfies Record<Track, string>;

export const CAME = ['counter', 'phone', 'mail', 'email'] as const;
export type Came = (typeof CAME)[number];

/** Why an emergency got what it got. None of them says that anybody has a card, or has not. */
export const EMERGENCY_OUTCOMES = [
  'nothing-to-find',
  'not-ours',
  'not-who-they-said',
  'no-danger-shown',
  'public-facts-told',
] as const;
export type EmergencyOutcome = (typeof EMERGENCY_OUTCOMES)[number];
/** What went out. Records are not on the list: they leave under an instrument that compels, and on no other track. */
export const DISCLOSED = ['nothing', 'public-facts'] as const;
export type Disclosed = (typeof DISCLOSED)[number];

/** How somebody's own request was answered. None of them says what is held of whom. */
export const OWN_ANSWERS = ['how-to-see', 'no-way-to-find', 'copy-given', 'not-verified'] as const;
export type OwnAnswer = (typeof OWN_ANSWERS)[number];

export const TRACK_STEPS = [
  'called-back',
  'decided',
  'agreed',
  'paper-asked',
  'paper-came',
  'reviewed',
  'publish-asked',
  'published',
  'verified',
  'answered',
  'withdrawn',
  'opened',
] as const;
export type TrackStep = (typeof TRACK_STEPS)[number];

export const TRACK_ROLES = ['law-officer', 'public-records-officer', 'records-officer'] as const;
export type TrackRole = (typeof TRACK_ROLES)[number];

export interface LegalTrackTables {
  /** What came without an instrument, as far as it may be in plain: nothing of whoever asked, or was asked about. Append only. */
  track_matters: {
    id: string;
    track: Track;
    /** Letter of the track, year and place in it. */
    number: string;
    /** Null in a row from before numbers stayed inside: its leaf says the number. */
    number_salt: Generated<Uint8Array | null>;
    came: Came;
    /** Of an emergency: class of who called. */
    asker: (typeof ISSUER_CLASSES)[number] | typeof NOT_LISTED | null;
    received_on: string;
    /** Of an emergency, whose hours count. */
    received_at: Date | null;
    /** Of an own request: by the city's rules on the day it was logged; null where they say nothing. */
    due_on: string | null;
    /** The sealed record with what was said or written; null where nothing was typed. */
    sealed: string | null;
    logged_on: string;
    logged_by: string;
    by_salt: Uint8Array;
    ledger_salt: Uint8Array;
  };
  /** What was done about it. Append only. */
  track_steps: {
    id: string;
    matter: string;
    /** Counts from 1. The same place is taken once: of two who act at once, one is told. */
    place: number;
    step: TrackStep;
    moved_on: string;
    moved_by: string;
    /** The office that they acted in. */
    moved_as: TrackRole;
    /** Called back, and verified: whether it was so. How it was shown is not kept. */
    found: Generated<'yes' | 'no' | null>;
    /** Decided. */
    outcome: Generated<EmergencyOutcome | null>;
    disclosed: Generated<Disclosed | null>;
    /** Decided: the day on which the law department looks at it again. */
    review_on: Generated<string | null>;
    /** Answered. */
    answer: Generated<OwnAnswer | null>;
    by_salt: Uint8Array;
    ledger_salt: Uint8Array;
  };
}
