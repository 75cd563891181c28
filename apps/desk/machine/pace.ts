import type { StepName } from './steps.ts';

/** Durations of stages in seconds, and nothing else: no person, no time of day, kept in memory alone (CL-11). */
export type Pace = {
  readonly stages: ReadonlyMap<StepName, readonly number[]>;
  readonly cards: readonly number[];
};

export const NO_PACE: Pace = { stages: new Map(), cards: [] };

export function timed(pace: Pace, stage: StepName, seconds: number): Pace {
  const stages = new Map(pace.stages);
  stages.set(stage, [...(stages.get(stage) ?? []), seconds]);
  return { ...pace, stages };
}

export function cardDone(pace: Pace, seconds: number): Pace {
  return { ...pace, cards: [...pace.cards, seconds] };
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** People an hour at the middle of what has been measured, or null before the first card. */
export function peopleAnHour(pace: Pace): number | null {
  const middle = median(pace.cards);
  return middle === null || middle <= 0 ? null : Math.round(3600 / middle);
}
