import { addDays, addYears, type PlainDate } from '@commonkey/program';
import type { Reader } from '../store/store.ts';
import { SIGNING_OFFICES, type SigningOffice } from '../store/tables/questions.ts';
import { digestOf } from './digest.ts';
import { QUESTION_NAMES, type QuestionName } from './list.ts';

export type Signature = { office: SigningOffice; by: string; on: PlainDate };

/** How a question stands. */
export type Standing = {
  name: QuestionName;
  /** The signatures that count today: at most one of each office, by two people. */
  signed: readonly Signature[];
  /** The day on which the second of two signed; null where nobody reviewed it as it is asked now. */
  reviewed: PlainDate | null;
  /** The last day on which both count; null where it is not reviewed. */
  due: PlainDate | null;
  overdue: boolean;
};

type Row = {
  question: string;
  digest: string;
  office: SigningOffice;
  signed_by: string;
  signed_on: PlainDate;
};

/** Every question with the signatures that count for it. A year runs from the earlier of the two. */
export async function standings(read: Reader, today: PlainDate): Promise<Standing[]> {
  const rows = await read
    .selectFrom('question_reviews')
    .select(['question', 'digest', 'office', 'signed_by', 'signed_on'])
    .orderBy('signed_on', 'desc')
    .orderBy('id')
    .execute();
  return QUESTION_NAMES.map((name) => standingOf(name, rows, today));
}

export function standingOf(name: QuestionName, rows: readonly Row[], today: PlainDate): Standing {
  const digest = digestOf(name);
  const own = rows.filter((row) => row.question === name && row.digest === digest && row.signed_on <= today);
  const latest = pairOf(own);
  const lives = ({ on }: Signature) => today <= addYears(on, 1);
  const days = latest.map(({ on }) => on).sort();
  const [first] = days;
  const both = latest.length === SIGNING_OFFICES.length && first !== undefined;
  const due = both ? addYears(first, 1) : null;
  return {
    name,
    signed: latest.filter(lives),
    reviewed: both ? (days.at(-1) ?? null) : null,
    due,
    overdue: due === null || due < today,
  };
}

/** Days before its end from which on a signature may be given anew, so that no question is without one for a day. */
const AHEAD_DAYS = 60;

/** What somebody signed for a question, where it counts and another one of theirs would add nothing yet. */
export const ownSignature = (
  { signed }: Pick<Standing, 'signed'>,
  by: string,
  today: PlainDate,
): Signature | undefined =>
  signed.find((one) => one.by === by && today < addDays(addYears(one.on, 1), -AHEAD_DAYS));

/** The newest signature of each office; of one person the newest alone counts. */
function pairOf(rows: readonly Row[]): Signature[] {
  const found: Signature[] = [];
  for (const { office, signed_by: by, signed_on: on } of rows) {
    if (found.some((one) => one.office === office || one.by === by)) continue;
    found.push({ office, by, on });
  }
  return found;
}

/** Questions that are asked although nobody, or one person alone, signed for them within the year. */
export const overdueQuestions = async (read: Reader, today: PlainDate): Promise<number> =>
  (await standings(read, today)).filter(({ overdue }) => overdue).length;
