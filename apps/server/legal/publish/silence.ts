import { addDays, type PlainDate } from '@commonkey/program';
import type { SaidDemand } from '../../register/service.ts';
import type { Gag } from '../../store/tables/demands.ts';
import type { DemandRow, StepRow } from '../demands/events.ts';

type Ordered = NonNullable<SaidDemand['silence']>[number];
type Row = Pick<DemandRow, 'gag' | 'gag_until' | 'received_on'>;
type Step = Pick<StepRow, 'step' | 'found' | 'day' | 'moved_on'>;

/** What a demand ever said of silence, at its strongest: an order that was lifted was an order. */
export function gagEver(row: Pick<Row, 'gag'>, steps: readonly Pick<Step, 'step' | 'found'>[]): Gag {
  const all = [row.gag, ...gagSteps(steps).map(({ found }) => found)];
  return (['ordered', 'requested'] as const).find((one) => all.includes(one)) ?? 'none';
}

/**
 * The days on which an order of silence lasted, first and last, of a demand on which none lasts any more. It ends on its last day
 * or when counsel writes that it is lifted; one that was renewed before it ended is told as one.
 */
export function silencesOver(row: Row, steps: readonly Step[]): Ordered[] {
  const words = [
    { on: row.received_on, gag: row.gag, until: row.gag_until },
    ...gagSteps(steps).map(({ found, day, moved_on }) => ({ on: moved_on, gag: found, until: day })),
  ];
  const told: Ordered[] = [];
  for (const [at, { on, gag, until }] of words.entries()) {
    const end = earliest(until, words[at + 1]?.on ?? null);
    if (gag !== 'ordered' || end === null) continue;
    const last = told.at(-1);
    if (last && on <= addDays(last.until, 1)) told.splice(-1, 1, { from: last.from, until: end });
    else told.push({ from: on, until: end });
  }
  return told;
}

export const gagSteps = <S extends { step: string }>(steps: readonly S[]): S[] =>
  steps.filter(({ step }) => step === 'gag');

const earliest = (...days: readonly (PlainDate | null)[]): PlainDate | null =>
  days.flatMap((day) => day ?? []).sort()[0] ?? null;
