import { processFor } from '@commonkey/program';
import type { Context } from '../../context.ts';
import { atLeast, COUNT_STEP } from './counts.ts';
import { elements } from './elements.ts';
import type { Observed } from './observe.ts';

/** The page as data; its shape is described in docs/guides/what-we-hold.md, and a field changes its meaning with `v` alone. */
export function heldData({ program: { program } }: Pick<Context, 'program'>, observed: Observed) {
  return {
    v: 1,
    city: program.city.name,
    rules: { id: program.id, version: program.version },
    countedAt: `${observed.at.toISOString().slice(0, 16)}Z`,
    countStep: COUNT_STEP,
    overdue: atLeast(observed.overdue),
    dayInDoubt: observed.dayInDoubt,
    waiting: observed.waiting,
    differences: observed.differences,
    declared: observed.declared,
    ownRule: processFor(program, null) ?? 'not-stated',
    elements: elements(observed, program).map(({ onHold, ...element }) => ({ ...element, onHold })),
  };
}
