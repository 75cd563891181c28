import type { Alive } from '@commonkey/exposure';
import { dayNumber } from '@commonkey/exposure';
import type { PlainDate, Program, Series } from '@commonkey/program';
import { scheduleOf } from '../../holds/holds.ts';
import { type Answers, type RecordRef, readAnswers } from '../../holds/may-destroy.ts';
import type { SlotAddress } from '../../keeper/operations.ts';
import type { Reader } from '../../store/store.ts';

/** What one count rests on: the rules, the day, the holds as they stand, and rows whose key is dead. */
export type Look = {
  readonly read: Reader;
  readonly program: Program;
  /** The day it is where the city is. */
  readonly today: PlainDate;
  readonly answers: Answers['now'];
  /** Rows that are there and open with nothing: an old copy brought them back, or their end is not finished. */
  readonly dead: readonly SlotAddress[];
};

/** Holds in force and certificates, read once for all counts. */
export async function lookAt(
  read: Reader,
  program: Program,
  today: PlainDate,
  { now, dead }: { now: Date; dead: readonly SlotAddress[] },
): Promise<Look> {
  const { now: answers } = await readAnswers(read, scheduleOf(program).rules, now);
  return { read, program, today, answers, dead };
}

type Record = Pick<RecordRef, 'due'> & Partial<Pick<RecordRef, 'date' | 'age' | 'certificate' | 'secondKey'>>;

/** A record that is there, with what keeps it past its day. */
export function aliveIn({ answers }: Look, series: Series, { date = null, ...record }: Record): Alive {
  const { answer } = answers({ series: series.id, date, ...record });
  const waits = answer === 'held' ? 'hold' : answer === 'awaiting-certificate' ? 'certificate' : undefined;
  return { series, due: dayNumber(record.due), ...(waits && { waits }) };
}

/** A series that the program does not describe is taken to hold something that nobody has described. */
export function seriesNamed({ series }: Program, id: string): Series {
  const found = series.find((one) => one.id === id);
  if (found) return found;
  const undescribed: Pick<Series, 'id' | 'medium' | 'holds'> = {
    id,
    medium: 'digital',
    holds: ['undescribed'],
  };
  return undescribed as Series;
}
