import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { logName } from '@commonkey/ledger';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import { MIGRATIONS } from '../store/migrations/index.ts';
import type { BackupCode } from './errors.ts';

export const MANIFEST = 'backup.json';

const file = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(0) });
const manifest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('commonkey-backup'),
  /** The day it was made, UTC. */
  made: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  issuer: z.string(),
  migrations: z.array(z.string()),
  /** Number of rows by table. */
  tables: z.record(z.string(), z.int().min(0)),
  /** Newest signed checkpoint in it: where the ledger stood. */
  checkpoint: z.string().nullable(),
  /** Every other file of the backup, by its path in it. */
  files: z.record(z.string().regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+){0,4}$/), file),
});
export type Manifest = z.infer<typeof manifest>;

/** The manifest of a whole backup, each of its files held against it. Faults `backup-incomplete`, `backup-altered`, `backup-newer`. */
export async function readBackup(folder: string): Promise<Manifest> {
  const said = parse(await readFile(join(folder, MANIFEST), 'utf8').catch(() => null));
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  if (said.migrations.some((name) => !known.has(name))) throw new Fault<BackupCode>('backup-newer');
  for (const [path, { sha256, bytes }] of Object.entries(said.files)) {
    const found = await digestOf(join(folder, path)).catch(() => null);
    if (found === null) throw new Fault<BackupCode>('backup-incomplete', { file: path });
    if (found.sha256 !== sha256 || found.bytes !== bytes)
      throw new Fault<BackupCode>('backup-altered', { file: path });
  }
  return said;
}

/**
 * The manifest of a whole backup that this issuer's city can be put back from. The name of the ledger in it counts before what the
 * manifest says: that one was written with the settings of whoever made the backup, in earlier versions.
 * @throws Fault `backup-of-another-city` {of, here}, and those of `readBackup`
 */
export async function readBackupOf(folder: string, issuer: string): Promise<Manifest> {
  const said = await readBackup(folder);
  const ledger = nameOfNote(said.checkpoint);
  const ours = ledger === null ? said.issuer === issuer : ledger === logName(issuer);
  if (!ours) {
    const of = ledger === null ? said.issuer : ledger.replace(/\/ledger$/, '');
    throw new Fault<BackupCode>('backup-of-another-city', { of, here: issuer });
  }
  return said;
}

/** What the log of a signed checkpoint is called: its first line (C2SP tlog-checkpoint). */
export const nameOfNote = (note: string | null): string | null => note?.split('\n')[0] ?? null;

function parse(text: string | null): Manifest {
  if (text === null) throw new Fault<BackupCode>('backup-incomplete', { file: MANIFEST });
  const json = unjson(text);
  const version = Object(json).v;
  if (typeof version === 'number' && version > 1) throw new Fault<BackupCode>('backup-newer');
  const read = manifest.safeParse(json);
  if (!read.success) throw new Fault<BackupCode>('backup-altered', { file: MANIFEST });
  return read.data;
}

function unjson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function digestOf(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
