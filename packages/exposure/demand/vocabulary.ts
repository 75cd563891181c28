import type { InstrumentType } from '@commonkey/program';

/** Whether somebody may be told: `requested` binds nobody, `ordered` does. */
export const GAGS = ['none', 'requested', 'ordered'] as const;

/** What is asked for, by what it is. */
export const RECORD_CLASSES = [
  'application',
  'papers',
  'pictures',
  'contact',
  'card-record',
  'printing-waste',
  'work-record',
] as const;

/**
 * What a clause can turn on and this package knows routes to. A demand may name others: no column says them, and whatever must be read
 * may.
 */
export const KNOWN_FIELDS = [
  'applied',
  'person',
  'paper-origin',
  'paper-kind',
  'name',
  'birth',
  'address',
  'language',
  'face',
] as const;

export type Instrument = InstrumentType;
export type Gag = (typeof GAGS)[number];
export type RecordClass = (typeof RECORD_CLASSES)[number];
export type KnownField = (typeof KNOWN_FIELDS)[number];

/** Nobody has said of such a field what tells it, so nothing that has to be read can be said not to. */
export const isDeclared = (field: string): field is KnownField => KNOWN_FIELDS.some((one) => one === field);
