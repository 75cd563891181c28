import { addDays, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { publish, saidEmergency, trackLoggedEvent, trackStepEvent } from '../../register/service.ts';
import type { Disclosed, EmergencyOutcome } from '../../store/tables/legal-tracks.ts';
import type { TracksCode } from './errors.ts';
import { has, lastOf, type Matter, type StepRow } from './matter.ts';
import { sealedUntil } from './sealed.ts';
import { type Officer, requireState, takeStep, todayOf } from './take-step.ts';

/** Longest until the law department looks at a decision again: as often as at a hold. The days are ours; no law sets them. */
export const REVIEW_WITHIN_DAYS = 90;

export type Decision = { outcome: EmergencyOutcome; reviewOn: PlainDate };

/** What may go out is what anybody may know, whatever the danger: a record leaves under an instrument that compels. */
const disclosedBy = (outcome: EmergencyOutcome): Disclosed =>
  outcome === 'public-facts-told' ? 'public-facts' : 'nothing';

/** Whoever called was called back on a number that their office publishes. */
export const calledBack = (context: Context, id: string, found: 'yes' | 'no', by: Officer): Promise<void> =>
  takeStep(context, id, 'called-back', by, async (_tx, matter) => {
    requireState(matter, 'emergency', 'open', 'proposed', 'decided');
    return { found };
  });

/**
 * The first of the two decides; the second says otherwise by deciding anew.
 * @throws Fault `track-review-day-wrong` | those of `takeStep`
 */
export async function decide(
  context: Context,
  id: string,
  { outcome, reviewOn }: Decision,
  by: Officer,
): Promise<void> {
  const today = todayOf(context);
  if (reviewOn <= today || reviewOn > addDays(today, REVIEW_WITHIN_DAYS))
    throw new Fault<TracksCode>('track-review-day-wrong', { most: REVIEW_WITHIN_DAYS });
  await takeStep(context, id, 'decided', by, async (_tx, matter) => {
    requireState(matter, 'emergency', 'open', 'proposed');
    return { outcome, disclosed: disclosedBy(outcome), review_on: reviewOn };
  });
}

/** The second of the two agrees. Faults `track-needs-second-person`, `track-needs-law-officer`. */
export const agree = (context: Context, id: string, by: Officer): Promise<void> =>
  takeStep(context, id, 'agreed', by, async (_tx, matter) => {
    requireState(matter, 'emergency', 'proposed');
    requireTwo(matter.decision ?? undefined, by);
    return {};
  });

/** What the public reads, and when a matter is over, is the law department's to say. */
function requireLaw(by: Officer): void {
  if (by.as !== 'law-officer') throw new Fault<TracksCode>('track-needs-law-officer');
}

/** The database refuses the same. */
function requireTwo(first: StepRow | undefined, by: Officer): void {
  if (!first) throw new Fault<TracksCode>('track-step-unlawful');
  if (first.moved_by === by.id) throw new Fault<TracksCode>('track-needs-second-person');
  if (![first.moved_as, by.as].includes('law-officer'))
    throw new Fault<TracksCode>('track-needs-law-officer');
}

/** The request in writing was asked for again, or came. */
export const paper = (context: Context, id: string, came: boolean, by: Officer): Promise<void> =>
  takeStep(context, id, came ? 'paper-came' : 'paper-asked', by, async (_tx, matter) => {
    requireState(matter, 'emergency', 'open', 'proposed', 'decided');
    if (has(matter, 'paper-came')) throw new Fault<TracksCode>('track-step-unlawful');
    return {};
  });

/** The law department looked at it again: the matter is over, and what is sealed ends by the rules from then on. */
export const review = (context: Context, id: string, by: Officer): Promise<void> =>
  takeStep(context, id, 'reviewed', by, async (tx, matter) => {
    requireLaw(by);
    requireState(matter, 'emergency', 'decided');
    await context.vault.bringNearer(tx, { matter: id }, sealedUntil(context, matter, todayOf(context)));
    return {};
  });

/** The first of two law officers finds that it may be public: closed lists and days, and nothing that anybody said. */
export const askToPublish = (context: Context, id: string, by: Officer): Promise<void> =>
  takeStep(context, id, 'publish-asked', by, async (_tx, matter) => {
    requireLaw(by);
    requirePublishable(matter);
    return {};
  });

/** The second makes it public for good. Faults `track-needs-second-person`, `track-step-unlawful`. */
export const publishEmergency = (context: Context, id: string, by: Officer): Promise<void> =>
  takeStep(context, id, 'published', by, async (tx, matter) => {
    requireLaw(by);
    requirePublishable(matter);
    const asked = lastOf(matter, 'publish-asked');
    requireTwo(asked, by);
    const said = (number: string) => saidOf(matter, number);
    const two = { asked: asked?.moved_by ?? '', agreed: by.id };
    await publish(context, tx, { kind: 'emergency', subject: id, said }, two);
    return {};
  });

export const isPublishable = (matter: Matter): boolean =>
  matter.track === 'emergency' && has(matter, 'agreed') && !has(matter, 'published');

function requirePublishable(matter: Matter): void {
  if (!isPublishable(matter)) throw new Fault<TracksCode>('track-step-unlawful');
}

function saidOf(matter: Matter, number: string) {
  const agreed = lastOf(matter, 'agreed');
  const { decision } = matter;
  const opened = [
    { salt: matter.ledger_salt, event: trackLoggedEvent(matter) },
    ...[decision, agreed].flatMap((step) =>
      step ? [{ salt: step.ledger_salt, event: trackStepEvent(step) }] : [],
    ),
  ];
  return saidEmergency.parse({
    v: 2,
    matter: matter.id,
    number,
    receivedOn: matter.received_on,
    came: matter.came,
    asker: matter.asker,
    outcome: decision?.outcome,
    disclosed: decision?.disclosed,
    decidedOn: agreed?.moved_on,
    inWriting: has(matter, 'paper-came'),
    openings: opened.map(({ salt, event }) => ({ salt: Buffer.from(salt).toString('hex'), event })),
  });
}
