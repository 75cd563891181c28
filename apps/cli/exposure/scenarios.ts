import {
  type Adversary,
  answer,
  DEFAULT_CUSTODY,
  type Demand,
  dayNumber,
  type Harm,
  type HoldPlan,
  harmOf,
  holdPlan,
  modelled,
  type Volumes,
} from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import type { ScenarioAnswer } from './found.ts';

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

/** By scenario, what a hold for each item would take, and what leads to somebody, whatever a demand asks for. */
export function besidesOf(
  demand: Demand,
  rules: Program,
  volumes: Volumes,
  at: PlainDate,
): { plans: { scenario: string; items: HoldPlan[] }[]; harm: Harm[][] } {
  const there = volumes.scenarios.map((scenario) => ({
    scenario: scenario.id,
    cells: modelled(rules, volumes, scenario, dayNumber(at)),
  }));
  const by = { adversary: 'court-order', custody: DEFAULT_CUSTODY } as const;
  return {
    plans: there.map(({ scenario, cells }) => ({
      scenario,
      items: demand.items.map((item) => holdPlan(item, cells, by, dayNumber(at))),
    })),
    harm: there.map(({ cells }) => harmOf(cells)),
  };
}
