import { createHash } from 'node:crypto';
import type { LedgerEvent } from '@commonkey/ledger';
import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import {
  LONGEST_COPY,
  publish,
  publishedDemand,
  type SaidDemand,
  saidDemand,
} from '../../register/service.ts';
import type { Writer } from '../../store/store.ts';
import { decidedEvent, itemEvent, letterEvent, registeredEvent, stepEvent } from '../demands/events.ts';
import { mustBeTrueOfAll } from '../demands/papers/letter-answers.ts';
import { type Answers, answersOf } from '../demands/papers/went-out.ts';
import { addAbout, openAbout } from '../demands/sealed.ts';
import { lockDemand } from '../demands/steps.ts';
import { type DemandView, gagNow, oneDemand } from '../demands/view.ts';
import { today } from '../review.ts';
import type { PublishCode } from './errors.ts';
import { gagEver, gagSteps, silencesOver } from './silence.ts';

/** What the first of two wrote, and a fingerprint of it: the second agrees to what they read, and to nothing else. */
export type Copy = { readonly by: string; readonly text: string; readonly digest: string };

/** An order of silence that still runs. One with a last day ends by itself after it. */
export const isSilenced = ({ gag: { gag, until } }: Pick<DemandView, 'gag'>, on: PlainDate): boolean =>
  gag === 'ordered' && (until === null || until >= on);

/**
 * The first of the two says what the public shall read. It is sealed with the paper until another agrees: a copy that still
 * has a person in it must be nowhere else.
 * @throws Fault `publish-too-long` | `demand-unknown` | `demand-closed` | those of `mustBeTrueOfAll`
 */
export async function proposeCopy(context: Context, demand: string, text: string, by: string): Promise<void> {
  if (text.length > LONGEST_COPY) throw new Fault<PublishCode>('publish-too-long', { most: LONGEST_COPY });
  const view = await oneDemand(context, demand);
  await mustBeTrueOfAll(context, view, by);
  const { row } = view;
  const at = context.clock.now().toISOString();
  const about = { demand, receivedOn: row.received_on, by };
  await addAbout(context, 'process', about, { is: 'public-copy', at, by, text });
}

/** The newest copy that waits; null where nobody wrote one. The caller has seen a fresh touch of the passkey. */
export async function proposedCopy(context: Context, demand: string, by: string): Promise<Copy | null> {
  const entries = await openAbout(context, 'process', { demand, by });
  const found = entries.findLast((one) => one.is === 'public-copy');
  return found ? { by: found.by, text: found.text, digest: digestOf(found.text) } : null;
}

/**
 * What the register says of each item, with its day, must be so while the demand is open and can be decided anew. What two people said
 * of a closed one was so on its day, and the page says of which day it is: records that came since make nothing of it untrue.
 * @throws Fault those of `mustBeTrueOfAll`
 */
export async function mustStillBeTrue(context: Context, view: DemandView, by: string): Promise<void> {
  if (view.closedOn === null) await mustBeTrueOfAll(context, view, by);
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The second of the two makes it public, as it stands today, for good, and opens what was sealed into the ledger on its day. A
 * scan that is public stays beside it.
 * @param digest of the text that this person read
 * @throws Fault `publish-silenced` | `publish-nothing` | `publish-needs-second-person` | `publish-changed` | `demand-unknown` |
 *   those of `mustStillBeTrue`
 */
export async function publishDemand(
  context: Context,
  demand: string,
  { by, digest }: { by: string; digest: string },
): Promise<void> {
  const view = await oneDemand(context, demand);
  if (isSilenced(view, today(context))) throw new Fault<PublishCode>('publish-silenced');
  const copy = await proposedCopy(context, demand, by);
  if (!copy) throw new Fault<PublishCode>('publish-nothing');
  if (copy.by === by) throw new Fault<PublishCode>('publish-needs-second-person');
  if (copy.digest !== digest) throw new Fault<PublishCode>('publish-changed');
  await mustStillBeTrue(context, view, by);
  await context.store.write((tx) =>
    publishNow(context, tx, view, { asked: copy.by, agreed: by }, () => ({ copy: copy.text })),
  );
}

/** What the public reads of a demand in somebody's words or pictures: each is proposed, and agreed to, by itself. */
export type Shown = { copy: string; scan: SaidDemand['scan'] | undefined };

/**
 * Publishes a demand with one of its parts new and the other as it stands. An order of silence that came meanwhile stops it.
 * @throws Fault `publish-silenced` | `demand-unknown`
 */
export async function publishNow(
  context: Context,
  tx: Writer,
  view: DemandView,
  by: { asked: string; agreed: string },
  changed: () => Partial<Shown>,
): Promise<void> {
  const { id } = view.row;
  const row = await lockDemand(tx, id, { closed: true });
  const steps = await tx
    .selectFrom('demand_steps')
    .selectAll()
    .where('demand', '=', id)
    .orderBy('place')
    .execute();
  if (isSilenced({ gag: gagNow(row, steps) }, today(context)))
    throw new Fault<PublishCode>('publish-silenced');
  const answers = await answersOf(tx, id, view.items);
  // Of what is decided and not sent the public reads that it is not answered: the decision alone tells nobody, and hands nothing over.
  const items = view.items.map((item) => (answers.unsent.has(item.id) ? { ...item, decided: null } : item));
  const said = async (number: string) => {
    const before = await publishedDemand(tx, id);
    return saidOf({ ...view, items, steps }, number, answers, {
      copy: before?.copy ?? '',
      scan: before?.scan,
      ...changed(),
    });
  };
  await publish(context, tx, { kind: 'demand', subject: id, said }, by);
}

function saidOf(
  { row, items, steps, closedOn }: DemandView,
  number: string,
  answers: Answers,
  { copy, scan }: { copy: string; scan?: SaidDemand['scan'] | undefined },
): SaidDemand {
  const silence = silencesOver(row, steps);
  return saidDemand.parse({
    v: 2,
    demand: row.id,
    number,
    receivedOn: row.received_on,
    receivedBy: row.received_by,
    instrument: row.instrument,
    issuer: row.issuer,
    byVendor: row.custodian.startsWith('vendor:'),
    gag: gagEver(row, steps),
    ...(silence.length > 0 && { silence }),
    items: items.map(({ place, decided }) => ({
      place,
      outcome: decided?.outcome ?? null,
      decidedOn: decided?.decided_on ?? null,
    })),
    firstAnswerOn: answers.firstOn,
    closedOn,
    copy,
    ...(scan && { scan }),
    openings: [...openingsOf(row, items, steps), ...openedLetter(answers)],
  } satisfies SaidDemand);
}

/**
 * Of the demand’s own leaves: what came, what it asks for, what was said of silence since, and what was decided. Who of staff
 * decided stays hidden.
 */
function openingsOf(
  row: DemandView['row'],
  items: DemandView['items'],
  steps: DemandView['steps'],
): SaidDemand['openings'] {
  const decisions = items.flatMap(({ decided }) => {
    const salt = decided?.ledger_salt;
    if (!decided || !salt || decided.by_salt === null) return [];
    return [opening(salt, decidedEvent({ ...decided, by_salt: decided.by_salt }))];
  });
  return [
    opening(row.ledger_salt, registeredEvent(row)),
    ...items.map((item) => opening(item.ledger_salt, itemEvent(item))),
    ...gagSteps(steps).map((step) => opening(step.ledger_salt, stepEvent(step))),
    ...decisions,
  ];
}

/** The letter that answered first, for its day. What it says stays sealed: its leaf has a digest that nobody can try words against. */
function openedLetter({ firstLetter: letter }: Answers): SaidDemand['openings'] {
  if (!letter?.ledger_salt || letter.by_salt === null) return [];
  return [opening(letter.ledger_salt, letterEvent({ ...letter, by_salt: letter.by_salt }))];
}

const opening = (salt: Uint8Array, event: LedgerEvent): SaidDemand['openings'][number] => ({
  salt: Buffer.from(salt).toString('hex'),
  event: { ...event },
});
