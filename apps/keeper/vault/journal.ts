import { join } from 'node:path';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { type Disk, isFull } from './disk.ts';
import type { Purpose } from './policy.ts';

/** One opening: who approved, in which hour, what for, how many keys. Never which. */
export type JournalLine = { hour: string; purpose: Purpose; approvals: string[]; count: number };

export type Journal = {
  /** Durable when it resolves. */
  write(line: JournalLine): Promise<void>;
  /** Lines of one hour's month. */
  read(hour: string): Promise<JournalLine[]>;
  /** Ends what is older than `KEPT_MONTHS`, counted from a time that is certain. */
  prune(now: Date): Promise<void>;
};

/** How long openings can be looked up: two years and the month that has begun. */
export const KEPT_MONTHS = 24;

/** The hour of a moment: `2026-11-22T03`. Finer times would say which application was meant. */
export const hourOf = (now: Date): string => now.toISOString().slice(0, 13);

/** A file a month, one JSON object a line. A line that a crash cut short was never answered, and is passed over. */
export function fileJournal(folder: string, disk: Disk): Journal {
  const path = (hour: string) => join(folder, 'openings', `${hour.slice(0, 7)}.jsonl`);
  return {
    async write(line) {
      try {
        await disk.makeFolder(join(folder, 'openings'));
        // The break in front ends what a crash may have left without one.
        await disk.append(path(line.hour), Buffer.from(`\n${JSON.stringify(line)}`));
      } catch (error) {
        throw isFull(error) ? new Fault<KeeperCode>('disk-full', {}, { cause: error }) : error;
      }
    },
    async prune(now) {
      const first = new Date(now);
      first.setUTCDate(1);
      first.setUTCMonth(first.getUTCMonth() - KEPT_MONTHS);
      for (const name of await disk.list(join(folder, 'openings')))
        if (name < first.toISOString().slice(0, 7)) await disk.remove(join(folder, 'openings', name));
    },
    async read(hour) {
      const text = (await disk.read(path(hour)))?.toString('utf8') ?? '';
      return text.split('\n').flatMap((line) => {
        try {
          return line === '' ? [] : [JSON.parse(line) as JournalLine];
        } catch {
          return [];
        }
      });
    },
  };
}
