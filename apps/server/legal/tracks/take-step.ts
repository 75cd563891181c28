import { randomUUID } from 'node:crypto';
import { type PlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { trackStepEvent } from '../../register/service.ts';
import { newActedSalt } from '../../store/acted-by.ts';
import { isRefusal, UNIQUE_VIOLATION } from '../../store/guard.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import type { TrackRole, TrackStep } from '../../store/tables/legal-tracks.ts';
import type { TracksCode } from './errors.ts';
import { type Matter, oneMatter, type StepRow } from './matter.ts';

/** Who acts, and in which office. */
export type Officer = { id: string; as: TrackRole };
type Facts = Partial<Pick<StepRow, 'found' | 'outcome' | 'disclosed' | 'review_on' | 'answer'>>;
const NO_FACTS = { found: null, outcome: null, disclosed: null, review_on: null, answer: null } as const;

export const todayOf = ({ program, clock }: Pick<Context, 'program' | 'clock'>): PlainDate =>
  plainDateIn(program.program.city.timeZone, clock.now());

/**
 * Takes a step of a matter. Of two at once the second is told; a step is never changed.
 * @param facts looks at the matter as it stands under the transaction, and says what is kept of the step
 * @throws Fault `track-unknown` | `track-moved-on` | those of `facts`
 */
export async function takeStep(
  context: Pick<Context, 'store' | 'clock' | 'random' | 'program'>,
  id: string,
  step: TrackStep,
  by: Officer,
  facts: (tx: Writer, matter: Matter) => Promise<Facts>,
): Promise<void> {
  try {
    await context.store.write(async (tx) => {
      const matter = await oneMatter(tx, id);
      const row = {
        ...NO_FACTS,
        ...(await facts(tx, matter)),
        matter: id,
        place: matter.steps.length + 1,
        step,
        moved_on: todayOf(context),
        moved_by: by.id,
        moved_as: by.as,
        by_salt: newActedSalt(context.random),
      };
      const { salt } = await record(tx, trackStepEvent(row), context.random);
      await tx
        .insertInto('track_steps')
        .values({ ...row, id: randomUUID(), ledger_salt: salt })
        .execute();
    });
  } catch (error) {
    if (isRefusal(error, UNIQUE_VIOLATION, 'track_steps_once')) throw new Fault<TracksCode>('track-moved-on');
    throw error;
  }
}

/** @throws Fault `track-over` | `track-step-unlawful` */
export function requireState(matter: Matter, track: Matter['track'], ...states: Matter['state'][]): void {
  if (matter.state === 'over') throw new Fault<TracksCode>('track-over');
  if (matter.track !== track || !states.includes(matter.state))
    throw new Fault<TracksCode>('track-step-unlawful');
}
