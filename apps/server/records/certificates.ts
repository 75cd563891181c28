import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Reader } from '../store/store.ts';
import type { RecordsTables } from '../store/tables/records.ts';
import type { RecordsCode } from './errors.ts';
import type { CertificateState } from './steps.ts';

export type Paper = Selectable<RecordsTables['certificates']>;
export type Moved = Selectable<RecordsTables['certificate_steps']>;

/** A certificate with all that happened to it, oldest first. */
export type Certificate = Paper & {
  state: CertificateState;
  steps: readonly [Moved, ...Moved[]];
  /** Filed: the first day of disposal. */
  disposalOn: string | null;
};

/** Newest first. */
export async function certificates(read: Reader, id?: string): Promise<Certificate[]> {
  let papers = read.selectFrom('certificates').selectAll();
  let moves = read.selectFrom('certificate_steps').selectAll().orderBy('place');
  if (id !== undefined) {
    papers = papers.where('id', '=', id);
    moves = moves.where('certificate', '=', id);
  }
  const steps = Map.groupBy(await moves.execute(), (step) => step.certificate);
  const found = (await papers.execute()).flatMap((paper) => {
    const [first, ...more] = steps.get(paper.id) ?? [];
    return first ? [standing(paper, [first, ...more])] : [];
  });
  return found.sort((a, b) => (a.steps[0].moved_on < b.steps[0].moved_on ? 1 : -1));
}

/** @throws Fault `certificate-unknown` */
export async function certificateOf(read: Reader, id: string): Promise<Certificate> {
  const [found] = await certificates(read, id);
  if (!found) throw new Fault<RecordsCode>('certificate-unknown');
  return found;
}

function standing(paper: Paper, steps: readonly [Moved, ...Moved[]]): Certificate {
  const disposalOn = steps.find(({ step }) => step === 'filed')?.disposal_on ?? null;
  return { ...paper, steps, state: (steps.at(-1) ?? steps[0]).step, disposalOn };
}

export const stepOf = ({ steps }: Certificate, wanted: CertificateState): Moved | undefined =>
  steps.find(({ step }) => step === wanted);
