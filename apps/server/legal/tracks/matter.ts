import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Reader } from '../../store/store.ts';
import type { LegalTrackTables, TrackStep } from '../../store/tables/legal-tracks.ts';
import { withSteps } from '../with-steps.ts';
import type { TracksCode } from './errors.ts';

export type MatterRow = Selectable<LegalTrackTables['track_matters']>;
export type StepRow = Selectable<LegalTrackTables['track_steps']>;

/** `proposed`: one of the two has decided. `decided`: both have, and the day to look again is to come. */
export type MatterState = 'open' | 'proposed' | 'decided' | 'over';
export type Matter = MatterRow & {
  steps: readonly StepRow[];
  state: MatterState;
  /** What was decided last, by one of the two or by both; null before. */
  decision: StepRow | null;
};

const ENDS: readonly TrackStep[] = ['reviewed', 'answered', 'withdrawn'];

/** What a matter's rows come to. */
export function standing(row: MatterRow, steps: readonly StepRow[]): Matter {
  const decision = steps.findLast(({ step }) => step === 'decided') ?? null;
  const agreed = steps.some(({ step }) => step === 'agreed');
  const over = steps.some(({ step }) => ENDS.includes(step));
  const underway = agreed ? 'decided' : decision ? 'proposed' : 'open';
  return { ...row, steps, decision, state: over ? 'over' : underway };
}

export const has = ({ steps }: Pick<Matter, 'steps'>, step: TrackStep): boolean =>
  steps.some((one) => one.step === step);

/** The last of a kind. */
export const lastOf = ({ steps }: Pick<Matter, 'steps'>, step: TrackStep): StepRow | undefined =>
  steps.findLast((one) => one.step === step);

/** Every matter, the newest first. */
export async function allMatters(read: Reader): Promise<Matter[]> {
  const rows = await read
    .selectFrom('track_matters')
    .selectAll()
    .orderBy('received_on', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return withSteps(rows, await stepsOf(read), STANDING);
}

/** @throws Fault `track-unknown` */
export async function oneMatter(read: Reader, id: string): Promise<Matter> {
  const rows = await read.selectFrom('track_matters').selectAll().where('id', '=', id).execute();
  const [one] = withSteps(rows, await stepsOf(read, id), STANDING);
  if (!one) throw new Fault<TracksCode>('track-unknown');
  return one;
}

const STANDING = { row: (step: StepRow) => step.matter, standing };

async function stepsOf(read: Reader, matter?: string): Promise<StepRow[]> {
  let steps = read.selectFrom('track_steps').selectAll().orderBy('matter').orderBy('place');
  if (matter !== undefined) steps = steps.where('matter', '=', matter);
  return steps.execute();
}
