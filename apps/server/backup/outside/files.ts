import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Living } from '../../holds/living.ts';
import { readIf, writeWhole } from '../../write-whole.ts';
import { KEPT_TABLES, type KeptRows, type KeptTable, lineOf, noRows, takeLine } from './rows.ts';

const folderOf = (dataFolder: string): string => join(dataFolder, 'kept');
const rowsFile = (dataFolder: string): string => join(folderOf(dataFolder), 'rows.jsonl');
const livingFile = (dataFolder: string): string => join(folderOf(dataFolder), 'living.json');

/** Every row that was ever kept here; null where nothing was yet. */
export async function readRows(dataFolder: string): Promise<KeptRows | null> {
  const stream = createReadStream(rowsFile(dataFolder));
  const rows = noRows();
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
      takeLine(rows, line);
    return rows;
  } catch (error) {
    if (Object(error).code === 'ENOENT') return null;
    throw error;
  }
}

/** Adds lines, durably. A line that an earlier life was cut off in is left as it is, and ended. */
export async function appendRows(dataFolder: string, rows: KeptRows): Promise<void> {
  const lines = KEPT_TABLES.flatMap((table) => linesOf(table, rows));
  await mkdir(folderOf(dataFolder), { recursive: true, mode: 0o700 });
  const file = await open(rowsFile(dataFolder), 'a', 0o600);
  try {
    if (lines.length > 0) await file.appendFile(`\n${lines.join('\n')}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

const linesOf = (table: KeptTable, rows: KeptRows): string[] =>
  [...rows[table].values()].map((row) => lineOf(table, row));

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const living = z.strictObject({
  groups: z.array(z.strictObject({ table: z.string(), series: z.string(), due: day, date: day.nullable() })),
  listed: z.record(z.string(), z.array(z.string())),
});

/** Null where nothing was kept, or not by us. */
export async function readLiving(dataFolder: string): Promise<Living | null> {
  const text = (await readIf(livingFile(dataFolder)))?.toString('utf8') ?? 'null';
  try {
    return living.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeLiving(dataFolder: string, what: Living): Promise<void> {
  await mkdir(folderOf(dataFolder), { recursive: true, mode: 0o700 });
  await writeWhole(livingFile(dataFolder), JSON.stringify(what), 0o600);
}

const withdrawnFile = (dataFolder: string): string => join(folderOf(dataFolder), 'withdrawn.json');

/** Empty where nothing was kept, or not by us. */
export async function readWithdrawn(dataFolder: string): Promise<readonly string[]> {
  const text = (await readIf(withdrawnFile(dataFolder)))?.toString('utf8') ?? '[]';
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

export async function writeWithdrawn(dataFolder: string, tags: readonly string[]): Promise<void> {
  await mkdir(folderOf(dataFolder), { recursive: true, mode: 0o700 });
  await writeWhole(withdrawnFile(dataFolder), JSON.stringify(tags), 0o600);
}

const mark = z.strictObject({
  /** What the server calls its own cluster, and the database in it. */
  system: z.string(),
  database: z.number(),
  timeline: z.string(),
  /** How far it had come, in bytes of its write-ahead log. */
  at: z.string().regex(/^[0-9]{1,20}$/),
  /** The day on which an old copy was met that no later leaf of the ledger told apart; null where there was none. */
  withinHour: day.nullable(),
});
export type Mark = z.infer<typeof mark>;
const markFile = (dataFolder: string): string => join(folderOf(dataFolder), 'database.json');

export async function readMark(dataFolder: string): Promise<Mark | null> {
  const text = (await readIf(markFile(dataFolder)))?.toString('utf8') ?? 'null';
  try {
    return mark.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeMark(dataFolder: string, what: Mark): Promise<void> {
  await mkdir(folderOf(dataFolder), { recursive: true, mode: 0o700 });
  await writeWhole(markFile(dataFolder), JSON.stringify(what), 0o600);
}
