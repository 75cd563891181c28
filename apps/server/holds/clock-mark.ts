import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from '../write-whole.ts';

/** What is kept of the time for the next start; milliseconds. */
export type ClockMark = {
  /** The latest trusted moment. */
  seen: number;
  /** As far as it was borne out. */
  sure: number;
  /** What the machine had counted by then, and in which of its runs; null where that was not kept. */
  counted: { elapsed: number; boot: string } | null;
};

/** Where a service keeps its mark. */
export const clockMark = (dataFolder: string): string => join(dataFolder, 'secrets', 'clock');

/** Null: there is none. */
export function readMark(path: string): ClockMark | null {
  const [first = '', second = '', elapsed = '', boot = ''] = linesOf(path);
  const [seen, sure] = [Date.parse(first), Date.parse(second)];
  if (!Number.isFinite(seen)) return null;
  if (!Number.isFinite(sure)) return { seen, sure: seen, counted: null };
  return { seen, sure, counted: boot === '' ? null : { elapsed: Number(elapsed), boot } };
}

export async function writeMark(path: string, { seen, sure, counted }: ClockMark): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const lines = [new Date(seen).toISOString(), new Date(sure).toISOString()];
  if (counted) lines.push(String(counted.elapsed), counted.boot);
  await writeWhole(path, lines.join('\n'), 0o600);
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if (Object(error).code === 'ENOENT') return [];
    throw error;
  }
}
