import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isPlainDate, type PlainDate } from '@commonkey/program';
import { z } from 'zod';
import { readIf, writeWhole } from '../../write-whole.ts';
import { codeDigest, digestOfCode } from './code-digest.ts';

/** What the whole fault matrix (tests/faults) said the last time that it ran in this checkout. */
export type MatrixRun = {
  /** UTC day. */
  readonly on: PlainDate;
  /** The commit it ran on; null outside a repository. */
  readonly commit: string | null;
  /** Digest of the code that it ran (`code-digest.ts`): what was changed since, committed or not, has another. */
  readonly code: string;
  readonly files: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

/** The run, and whether it was of the code that answers now; null where that cannot be told. */
export type LastMatrix = MatrixRun & { readonly ofThisCode: boolean | null };

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const FILE = join('dist', 'fault-matrix.json');

const count = z.int().nonnegative();
const shape = z.strictObject({
  on: z.string().refine(isPlainDate),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .nullable(),
  code: z.string().regex(/^[0-9a-f]{64}$/),
  files: count.positive(),
  passed: count,
  failed: count,
  skipped: count,
});

/** Written by the test command (scripts/test.ts), once every file of the matrix has run. */
export async function noteMatrix(
  run: Pick<MatrixRun, 'files' | 'passed' | 'failed' | 'skipped'>,
  now: Date,
  root: string = ROOT,
): Promise<void> {
  const commit = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: root }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
  const whole: MatrixRun = {
    on: now.toISOString().slice(0, 10),
    commit,
    code: await digestOfCode(root),
    ...run,
  };
  await writeWhole(join(root, FILE), `${JSON.stringify(whole)}\n`);
}

/** Null: it never ran to its end here, or nobody can say. */
export async function lastMatrix(root: string = ROOT): Promise<LastMatrix | null> {
  const bytes = await readIf(join(root, FILE)).catch(() => null);
  if (bytes === null) return null;
  try {
    const run = shape.parse(JSON.parse(bytes.toString('utf8'))) as MatrixRun;
    const code = root === ROOT ? await codeDigest() : await digestOfCode(root);
    return { ...run, ofThisCode: code === null ? null : code === run.code };
  } catch {
    return null;
  }
}
