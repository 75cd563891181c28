import { addDays, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { certifyDisposal } from '../holds/certifying.ts';
import { leftOf, unlist } from '../holds/listing.ts';
import { lockForDestroying } from '../holds/locks.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { Writer } from '../store/store.ts';
import { type Certificate, stepOf } from './certificates.ts';
import type { RecordsCode } from './errors.ts';
import { textToFile } from './filed-text.ts';
import { isReference } from './reference.ts';
import { earliestDisposal } from './steps.ts';
import { type Parts, takeStep, todayOf } from './take-step.ts';

/**
 * The life of a certificate after its draft. Each function takes one step, by one person, on the city's day: no step takes
 * a day of its own from whoever takes it, so that none can be backdated. All throw the faults of `takeStep`.
 */
type Store = Context['store'];

/** Days beyond the first on which disposal may begin. Longer than anybody waits on purpose, shorter than a wrong year. */
const LONGEST_WAIT = 180;

/**
 * It goes to the commission, for a disposal that begins so many days later.
 * @throws Fault `certificate-filed-late` {earliest} | `certificate-filed-far` {latest} | `certificate-rules-changed` {series}: it was drafted under another schedule
 */
export function fileCertificate(
  parts: Parts,
  store: Store,
  { id, disposalOn }: { id: string; disposalOn: PlainDate },
  by: string,
): Promise<void> {
  return takeStep(parts, store, id, 'filed', by, async (_tx, paper) => {
    const earliest = earliestDisposal(todayOf(parts), daysBeforeOf(parts, paper.series));
    if (disposalOn < earliest) throw new Fault<RecordsCode>('certificate-filed-late', { earliest });
    const latest = addDays(earliest, LONGEST_WAIT);
    if (disposalOn > latest) throw new Fault<RecordsCode>('certificate-filed-far', { latest });
    const filed_text = textToFile(paper, parts.program.program);
    if (!filed_text) throw new Fault<RecordsCode>('certificate-rules-changed', { series: paper.series });
    return { disposal_on: disposalOn, filed_text };
  });
}

/** What stands on the copy that came back, as somebody reads it off the paper. */
export type ApprovedCopy = {
  id: string;
  /** The beginning of this city's number of the certificate, or all of it. */
  number: string;
  series: string;
  item: string;
  from: PlainDate;
  through: PlainDate;
  volume: number;
  /** Where the copy names it: what was sent before it was filed does not. */
  disposalOn?: PlainDate;
  approvedOn: PlainDate;
  reference?: string;
};

/**
 * The approved copy is back: what it lists may end from the day named in the filing. A copy for anything else changes nothing.
 * @throws Fault `certificate-other-items` {which} | `certificate-other-number` | `certificate-date-impossible` {day}: approved before it was
 *   filed, or tomorrow | `certificate-number-shape` | `certificate-number-used`
 */
export function receiveCopy(parts: Parts, store: Store, copy: ApprovedCopy, by: string): Promise<void> {
  const { id, approvedOn, reference } = copy;
  return takeStep(parts, store, id, 'received', by, async (tx, paper) => {
    if (!paper.id.startsWith(copy.number)) throw new Fault<RecordsCode>('certificate-other-number');
    const which = otherOf(copy, paper);
    if (which) throw new Fault<RecordsCode>('certificate-other-items', { which });
    const filedOn = stepOf(paper, 'filed')?.moved_on ?? '';
    if (approvedOn < filedOn || approvedOn > todayOf(parts))
      throw new Fault<RecordsCode>('certificate-date-impossible', { day: approvedOn });
    const number = numbered(reference);
    if (reference !== undefined) await requireUnused(tx, paper, reference);
    const { series, due_from: dueFrom, due_through: dueThrough, disposalOn } = paper;
    if (disposalOn === null)
      throw new Fault<RecordsCode>('certificate-step-unlawful', { state: paper.state, step: 'received' });
    await certifyDisposal(tx, { id, series, dueFrom, dueThrough, opensOn: disposalOn, by }, parts);
    return { approved_on: approvedOn, ...number };
  });
}

/** The commission numbers each copy once: the same number again is the same paper again. */
async function requireUnused(tx: Writer, { id }: Certificate, reference: string): Promise<void> {
  await oneAtATime(tx, 'commission-number');
  const used = await tx
    .selectFrom('certificate_steps')
    .select('id')
    .where('step', '=', 'received')
    .where('certificate', '<>', id)
    .where((of) => of(of.fn<string>('lower', ['reference']), '=', reference.toLowerCase()))
    .executeTakeFirst();
  if (used) throw new Fault<RecordsCode>('certificate-number-used');
}

/** The first thing in which a copy is not one of this paper; undefined where it is. */
function otherOf(copy: ApprovedCopy, paper: Certificate): string | undefined {
  const same = {
    series: copy.series === paper.series,
    item: copy.item === paper.item_no,
    from: copy.from === paper.due_from,
    through: copy.through === paper.due_through,
    volume: copy.volume === paper.volume,
    disposal: copy.disposalOn === undefined || copy.disposalOn === paper.disposalOn,
  };
  return Object.entries(same).find(([, is]) => !is)?.[0];
}

/**
 * The operator states that what it lists is destroyed. The destroyer has done it; this looks whether it has. What a hold
 * keeps comes off the list and takes another certificate once the hold is over.
 * @throws Fault `certificate-not-destroyed` {left, things} | `certificate-all-held` {count}
 */
export function stateDestroyed(parts: Parts, store: Store, id: string, by: string): Promise<void> {
  return takeStep(parts, store, id, 'destroyed', by, async (tx, paper) => {
    await lockForDestroying(tx);
    const { left, held } = await leftOf(tx, paper, parts.holds.mayBegin);
    const destroyed = paper.volume - left;
    if (left === held && destroyed <= 0)
      throw new Fault<RecordsCode>('certificate-all-held', { count: held });
    if (left > held || destroyed <= 0)
      throw new Fault<RecordsCode>('certificate-not-destroyed', {
        left: left - held,
        things: paper.method === 'things-destroyed' ? 'yes' : 'no',
      });
    await unlist(tx, id);
    return { destroyed, stayed: held };
  });
}

/** A second person saw it. @throws Fault `certificate-needs-second-person` */
export function witness(parts: Parts, store: Store, id: string, by: string): Promise<void> {
  return takeStep(parts, store, id, 'witnessed', by, async (_tx, paper) => {
    if (stepOf(paper, 'destroyed')?.moved_by === by)
      throw new Fault<RecordsCode>('certificate-needs-second-person');
    return {};
  });
}

/** The proof of destruction is in the file, under the number it has there. @throws Fault `certificate-number-shape` */
export function fileProof(
  parts: Parts,
  store: Store,
  { id, reference }: { id: string; reference?: string },
  by: string,
): Promise<void> {
  return takeStep(parts, store, id, 'proved', by, async () => numbered(reference));
}

/** The commission said no. What it listed waits for another. */
export function deny(parts: Parts, store: Store, id: string, by: string): Promise<void> {
  return takeStep(parts, store, id, 'denied', by, async (tx) => {
    await unlist(tx, id);
    return {};
  });
}

function numbered(reference: string | undefined): { reference?: string } {
  if (reference === undefined) return {};
  if (!isReference(reference)) throw new Fault<RecordsCode>('certificate-number-shape');
  return { reference };
}

function daysBeforeOf({ program }: Pick<Parts, 'program'>, series: string): number {
  const rule = program.program.series.find(({ id }) => id === series)?.certificate;
  if (!rule) throw new Fault<RecordsCode>('certificate-not-needed', { series });
  return rule.daysBefore;
}
