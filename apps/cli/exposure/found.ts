import type { Harm, HoldPlan, ItemAnswer, Outcome, Volumes, WholeCurve } from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import type { Examined } from '@commonkey/server/legal/exposure/examine.ts';
import type { Machines } from '@commonkey/server/legal/exposure/where-it-lies.ts';

export type ScenarioAnswer = { readonly scenario: string; readonly items: readonly ItemAnswer[] };
/** Answers, of what and of when, and what else they rest on. */
export type Found = {
  rules: Program;
  at: PlainDate;
  source: 'volumes' | 'database';
  answers: readonly ScenarioAnswer[];
  /** Of expected people: the file they are in. */
  volumes?: Volumes;
  whatIf?: readonly Outcome[];
  /** Of the running city: what was looked at beside the rows. */
  examined?: Examined;
  /** How its machines are set up; of expected people there are none yet. */
  machines?: Machines;
  /** Of expected people, where it was asked for: by scenario and item. */
  curves?: readonly { scenario: string; items: readonly WholeCurve[] }[];
  /** Of expected people, by scenario: what a hold for each item would take, and what leads to somebody. */
  plans?: readonly { scenario: string; items: readonly HoldPlan[] }[];
  harm?: readonly (readonly Harm[])[];
  restsOn?: RestsOn;
};

/** Digests of what an answer about expected people was worked out from. */
export type RestsOn = {
  readonly rules: string;
  readonly volumes: string;
  /** Null where the code lies in files that cannot be read. */
  readonly code: string | null;
};
