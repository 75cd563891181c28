import { addDays, endOf, portalRules } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { tellLastDays, tellNews } from '../notices/service.ts';
import type { Writer } from '../store/store.ts';
import { countDecision } from './counts.ts';
import type { ReviewCode } from './errors.ts';
import { settleDates } from './settle.ts';
import { dayOf, hourOf, type Stage, type Verdict } from './stages.ts';
import { type Lease, readLeaseToken } from './token.ts';
import { secondLookShare } from './who-opens.ts';

/** A verdict by predicate: which requirements of the program it rests on, and never what was shown for them (T2). */
export type Decision = {
  verdict: Verdict;
  unmet: readonly string[];
  /** Another photo for the card is asked for. */
  face?: boolean | undefined;
};

/**
 * Carries out a reviewer's verdict under their reservation. Sent twice it is carried out once and answered alike; after the
 * reservation, or once the resident has withdrawn, it is not carried out. Faults `review-over`,
 * `review-requirement-unknown`: a requirement the program does not have, none where one is needed, or one with an
 * approval; a photo asked for with anything but *ask*.
 */
export async function decide(
  context: Context,
  staffId: string,
  token: string,
  decision: Decision,
): Promise<void> {
  const lease = readLeaseToken(context, staffId, token);
  if (!lease) throw new Fault<ReviewCode>('review-over');
  checkRequirements(context, decision);
  const done = await context.store.write((tx) => decideOnce(context, tx, staffId, lease, decision));
  if (done) await context.vault.finish({ application: lease.application });
}

function checkRequirements(context: Context, { verdict, unmet, face = false }: Decision): void {
  const known = context.program.program.requirements.map(({ id }) => id);
  const asked = verdict === 'ask' && face;
  const fit = verdict === 'approve' ? unmet.length === 0 : unmet.length > 0 || asked;
  if (!fit || face !== asked || unmet.some((id) => !known.includes(id)))
    throw new Fault<ReviewCode>('review-requirement-unknown');
}

async function decideOnce(
  context: Context,
  tx: Writer,
  staffId: string,
  lease: Lease,
  decision: Decision,
): Promise<boolean> {
  const { application, stage, until } = lease;
  const row = await tx
    .selectFrom('applications')
    .select(['state', 'reserved_by', 'reserved_until'])
    .where('id', '=', application)
    .forUpdate()
    .executeTakeFirst();
  const over = new Fault<ReviewCode>('review-over');
  if (!row || row.state === 'withdrawn' || context.clock.now() > until) throw over;
  const mine = row.reserved_by === staffId && row.reserved_until?.getTime() === until.getTime();
  if (!mine || row.state !== stage) {
    // Until the reservation ends nobody else could have decided it: the verdict is this one, come again.
    if (row.state !== stage) return false;
    throw over;
  }
  const { unmet, face = false } = decision;
  await EFFECTS[decision.verdict](context, tx, { application, stage, staffId, unmet, face });
  await countDecision(context, tx, stage, decision.verdict);
  return true;
}

type Deciding = {
  application: string;
  stage: Stage;
  staffId: string;
  unmet: readonly string[];
  face: boolean;
};
type Effect = (context: Context, tx: Writer, deciding: Deciding) => Promise<void>;

export const LEFT_QUEUE = { waiting_since: null, reserved_by: null, reserved_until: null } as const;
/** No further look can come that must not be of the same eyes. */
export const NOBODY = { first_reviewer: null, first_verdict: null } as const;
/** Their key ends with the decision, and whom it was sealed to with it. */
export const NO_KEY = { review_keys: null } as const;

const EFFECTS: Readonly<Record<Verdict, Effect>> = {
  async approve(context, tx, deciding) {
    if (deciding.stage === 'waiting' && (await isPicked(context, tx)))
      return lookAgain(context, tx, deciding);
    await approve(context, tx, deciding.application);
  },
  async deny(context, tx, { application, stage, staffId, unmet }) {
    const today = dayOf(context);
    const last = stage === 'appealed';
    const days = portalRules(context.program.program)?.appealDays ?? 0;
    // Whoever denied, not whoever looked first, may not decide about the appeal.
    const first = last ? NOBODY : { first_reviewer: staffId, first_verdict: 'deny' };
    const appeal_until = last ? null : addDays(today, days);
    await tx
      .updateTable('applications')
      .set({
        ...LEFT_QUEUE,
        ...NO_KEY,
        ...first,
        state: 'denied',
        decided_on: today,
        appeal_until,
        unmet: [...unmet],
      })
      .where('id', '=', application)
      .execute();
    await settleDates(context, tx, application, last ? { 'final-denial': today } : { denial: today });
    await tellNews(context, tx, application);
  },
  async ask(context, tx, { application, stage, unmet, face }) {
    // An appeal stays one: it comes back to somebody else than the first reviewer.
    const first = stage === 'appealed' ? {} : { ...NOBODY, decided_on: null };
    await tx
      .updateTable('applications')
      .set({ ...LEFT_QUEUE, ...first, state: 'asked', unmet: [...unmet], face_asked: face })
      .where('id', '=', application)
      .execute();
    await tellNews(context, tx, application);
  },
};

/** Approved for good: the card waits, papers and reviewers' key end. */
export async function approve(context: Context, tx: Writer, application: string): Promise<void> {
  const today = dayOf(context);
  await tx
    .updateTable('applications')
    .set({
      ...LEFT_QUEUE,
      ...NO_KEY,
      ...NOBODY,
      state: 'approved',
      decided_on: today,
      appeal_until: null,
      unmet: [],
    })
    .where('id', '=', application)
    .execute();
  await settleDates(context, tx, application, { approval: today, 'second-look': today });
  await tellNews(context, tx, application);
  await tellLastDays(context, tx, application);
}

/** Approved, and picked for a second pair of eyes: undecided until then, and papers end on the day the program says. */
async function lookAgain(context: Context, tx: Writer, { application, staffId }: Deciding): Promise<void> {
  const now = context.clock.now();
  const today = dayOf(context);
  await tx
    .updateTable('applications')
    .set({
      ...LEFT_QUEUE,
      state: 'second-look',
      waiting_since: hourOf(now),
      first_reviewer: staffId,
      first_verdict: 'approve',
      decided_on: today,
    })
    .where('id', '=', application)
    .execute();
  await settleDates(context, tx, application, { approval: today }, ['papers']);
  // The second reviewer needs the box, and nobody does once the papers are gone.
  const endsOn = endOf(context.program.program, 'papers', { submission: today, approval: today });
  await context.vault.bringNearer(tx, { application, kinds: ['review-box'] }, endsOn);
}

/**
 * A share of the approvals at random, as large as the program says; none in a city hall of one. Who could look is not asked:
 * a colleague's absence must not spare anybody a second look, and without one the first yes stands.
 */
async function isPicked(context: Context, tx: Writer): Promise<boolean> {
  const percent = await secondLookShare(tx, context.program.program);
  return percent > 0 && ofAHundred(context) < percent;
}

/** Even over 0 … 99: bytes that would favour the low ones are drawn again. */
function ofAHundred({ random }: Pick<Context, 'random'>): number {
  for (;;) {
    const [byte = 255] = random(1);
    if (byte < 200) return byte % 100;
  }
}
