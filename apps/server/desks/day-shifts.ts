import { addDays, addPeriod, type PlainDate } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { ShiftCounts } from '../store/tables/desks.ts';
import { dayIn } from './days.ts';
import { latestClose } from './open-shift.ts';

/** A shift that closed, and what it counted; `fees` by their code. */
export type ReportedShift = {
  shift: string;
  day: PlainDate;
  counts: ShiftCounts;
  fees: Record<string, number>;
};

/** How the desks of the whole city stand on a day: a shift names no place, so whoever was there says which were theirs. */
export type DayShifts = {
  /** Closed, and counted to no event day. */
  free: readonly ReportedShift[];
  /** Counted to this one. */
  joined: readonly ReportedShift[];
  /** Counted to another one of the same day. */
  elsewhere: number;
  /** Began on the day, and have not reported. */
  open: readonly string[];
  /** Began on the day before or after, and are counted nowhere: not of this day, though somebody may think so. */
  beside: readonly ReportedShift[];
};

const COLUMNS = ['shift', 'worked_on', 'counts', 'fees', 'event'] as const;

/** @param event the event day that asks */
export async function shiftsOfDay(
  { program }: Pick<Context, 'program'>,
  read: Reader,
  { event, day }: { event: string; day: PlainDate },
): Promise<DayShifts> {
  const { timeZone } = program.program.city;
  const rows = await read
    .selectFrom('desk_shifts')
    .select(COLUMNS)
    .where('statement_digest', 'is not', null)
    .where('worked_on', 'in', [addDays(day, -1), day, addDays(day, 1)])
    .orderBy('shift')
    .execute();
  const open = await read
    .selectFrom('desk_shifts')
    .select(['shift', 'window_from'])
    .where('statement_digest', 'is', null)
    .orderBy('shift')
    .execute();
  const closed = rows.map((row) => ({ ...row, reported: reportedOf(row) }));
  const ofDay = closed.filter(({ worked_on }) => worked_on === day);
  const said = (some: typeof closed) => some.flatMap(({ reported }) => reported ?? []);
  return {
    free: said(ofDay.filter((row) => row.event === null)),
    joined: said(ofDay.filter((row) => row.event === event)),
    elsewhere: ofDay.filter((row) => row.event !== null && row.event !== event).length,
    open: open.flatMap(({ shift, window_from }) =>
      window_from && dayIn(timeZone, window_from) === day ? [shift] : [],
    ),
    beside: said(closed.filter((row) => row.worked_on !== day && row.event === null)),
  };
}

/** What a day's closing counts: the shifts, their statements' digests, and the last day of any of their rows. */
export type JoinedShifts = {
  shifts: readonly ReportedShift[];
  statements: readonly string[];
  endsOn: PlainDate | null;
};

/**
 * Counts shifts to an event day, each to one and never again.
 * @returns null where one of them is not there, is of another day, or was counted meanwhile: then nothing should be kept of the rest
 */
export async function joinShifts(
  tx: Writer,
  { event, day }: { event: string; day: PlainDate },
  wanted: readonly string[],
): Promise<JoinedShifts | null> {
  if (wanted.length === 0) return { shifts: [], statements: [], endsOn: null };
  const rows = await tx
    .updateTable('desk_shifts')
    .set({ event })
    .where('shift', 'in', [...wanted])
    .where('worked_on', '=', day)
    .where('statement_digest', 'is not', null)
    .where('event', 'is', null)
    .returning([...COLUMNS, 'statement_digest', 'ends_on'])
    .execute();
  const shifts = rows.flatMap((row) => reportedOf(row) ?? []);
  if (shifts.length !== new Set(wanted).size) return null;
  return {
    shifts,
    statements: rows.map(({ statement_digest }) => statement_digest ?? '').sort(),
    endsOn: rows.map(({ ends_on }) => ends_on).reduce((last, one) => (one > last ? one : last)),
  };
}

/** The last day on which what was counted of a day may be kept, where no desk has reported yet. */
export function dayEnd({ program }: Pick<Context, 'program'>, day: PlainDate): PlainDate {
  const series = program.program.series.find(({ id }) => id === 'shift-statement');
  return addPeriod(latestClose(day), series?.period ?? { days: 0 });
}

function reportedOf(row: {
  shift: string;
  worked_on: string | null;
  counts: ShiftCounts | null;
  fees: string[];
}): ReportedShift | null {
  const { shift, worked_on: day, counts } = row;
  if (day === null || counts === null) return null;
  const fees = Object.fromEntries(row.fees.map((code, at) => [code, counts.fees[at] ?? 0]));
  return { shift, day, counts, fees };
}
