import { addDays, type Commission, meetingFor, nextMeeting, type PlainDate } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { Reader } from '../store/store.ts';
import { certificates } from './certificates.ts';
import { furthestDay } from './draft.ts';
import { certificatePath, RECORDS_PATH } from './paths.ts';
import { firstUnlisted } from './standing.ts';

/** A certificate that has to be filed: one that is drafted, or one that nobody has drafted yet. */
export type FilingDue = {
  series: string;
  /** The page it is done on, for a records officer. */
  path: string;
  /** The first day on which something that it lists, or would list, is due. */
  firstDue: PlainDate;
  /** Filed so many days before that. */
  daysBefore: number;
  commission: Commission | null;
};

/**
 * What has to be filed so that no record outlives its day for want of a paper: each draft, and of each series the records that
 * stand on no certificate and under no hold, from the day on which a certificate can be drafted for them.
 */
export async function filingsDue(
  read: Reader,
  parts: Pick<Context, 'program' | 'clock'>,
): Promise<FilingDue[]> {
  const first = await firstUnlisted(read, parts);
  const drafts = (await certificates(read)).filter(({ state }) => state === 'drafted');
  const last = furthestDay(parts);
  return parts.program.program.series.flatMap(({ id: series, certificate }): FilingDue[] => {
    if (!certificate) return [];
    const rule = { series, daysBefore: certificate.daysBefore, commission: certificate.commission ?? null };
    const due = first.get(series);
    return [
      ...drafts
        .filter((paper) => paper.series === series)
        .map((paper) => ({ ...rule, path: certificatePath(paper.id), firstDue: paper.due_from })),
      ...(due !== undefined && due <= last ? [{ ...rule, path: RECORDS_PATH, firstDue: due }] : []),
    ];
  });
}

/**
 * The day on which papers have to be with the commission to be taken up before a disposal: for its last meeting up to that day,
 * or, where that is past, for the next one that is still in time.
 */
export function papersDue(commission: Commission, firstDue: PlainDate, today: PlainDate): PlainDate {
  const soonest = meetingFor(commission, today);
  let last = soonest;
  for (let next = soonest; next.on <= firstDue; next = nextMeeting(commission, addDays(next.on, 1)))
    last = next;
  return last.papersBy;
}
