import { type Adversary, answer, type Demand, dayNumber, modelled, type Volumes } from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import type { ScenarioAnswer } from './report.ts';

/** Each scenario of the volumes by itself: nobody knows which of them is so. */
export function answersOf(
  demand: Demand,
  rules: Program,
  volumes: Volumes,
  at: PlainDate,
  as: Adversary,
): ScenarioAnswer[] {
  return volumes.scenarios.map((scenario) => ({
    scenario: scenario.id,
    items: answer(demand, modelled(rules, volumes, scenario, dayNumber(at)), as, volumes).items,
  }));
}
