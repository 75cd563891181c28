import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { readAnswer } from './answer.ts';
import type { Confinement } from './confinement.ts';
import { uploadFault } from './errors.ts';
import type { InsideScript } from './inside-script.ts';
import { LIMITS } from './limits.ts';
import { type Page, READY, type Task } from './wire.ts';

const run = promisify(execFile);
/** A cold start under load; one that takes longer is not coming. */
const START_MS = 15_000;

/** One process for one document: born locked, fed once, dead after its answer. */
export type FencedChild = {
  /** As the system counts it from outside; of the process that holds the document, not of what wraps it. */
  readonly pid: number;
  alive(): boolean;
  /**
   * Feeds the document and takes the answer; the process is gone when this settles.
   * @throws Fault of `UploadCode`
   */
  redraw(task: Task, document: Uint8Array, wallMs?: number): Promise<Page[]>;
  kill(): void;
};

/**
 * Starts a child and takes away its right to open anything more: with no further descriptor there is no file, no socket and
 * no program for it, whatever a broken decoder makes it do. Only then may it be fed.
 *
 * @throws Fault `upload-failed` when the child does not come up
 */
export async function startChild(
  { command, lock, wrapped }: Confinement,
  script: InsideScript,
): Promise<FencedChild> {
  const [program, ...args] = command(script);
  const outer = spawn(program, args, { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'] });
  const { stdin, stdout } = outer;
  const kill = () => void outer.kill('SIGKILL');
  const gone = new Promise<void>((done) => outer.once('close', () => done()).once('error', () => done()));
  const timer = setTimeout(kill, START_MS);
  try {
    stdin.on('error', () => {});
    await firstWord(stdout, gone);
    const pid = wrapped ? await firstChildOf(outer.pid) : outer.pid;
    if (pid === undefined) throw uploadFault('upload-failed');
    if (lock !== null) await shut(lock, pid);
    return {
      pid,
      alive: () => outer.exitCode === null && outer.signalCode === null,
      redraw: async (task, document, wallMs = LIMITS.wallMs) => {
        try {
          return await feed(outer, { stdin, stdout }, task, document, wallMs);
        } finally {
          kill();
          await gone;
        }
      },
      kill,
    };
  } catch (cause) {
    kill();
    throw uploadFault('upload-failed', { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function firstWord(stdout: Readable, gone: Promise<void>): Promise<void> {
  const heard = new Promise<string>((done) => stdout.once('readable', () => done(String(stdout.read()))));
  const word = await Promise.race([heard, gone]);
  if (word !== READY) throw uploadFault('upload-failed');
}

async function shut([program, ...args]: NonNullable<Confinement['lock']>, pid: number): Promise<void> {
  await run(program, [...args, '--pid', String(pid), '--nofile=0:0'], { env: {} });
}

async function firstChildOf(pid: number | undefined): Promise<number | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number.parseInt(children, 10) || undefined;
}

async function feed(
  outer: ChildProcess,
  { stdin, stdout }: { stdin: Writable; stdout: Readable },
  task: Task,
  document: Uint8Array,
  wallMs: number,
): Promise<Page[]> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    outer.kill('SIGKILL');
  }, wallMs);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    stdin.write(`${JSON.stringify(task)}\n`);
    stdin.end(document);
    for await (const chunk of stdout) {
      bytes += chunk.length;
      if (bytes > LIMITS.answerBytes) throw uploadFault('upload-failed');
      chunks.push(chunk);
    }
    return readAnswer(Buffer.concat(chunks), task);
  } catch (error) {
    if (late) throw uploadFault('upload-took-too-long');
    throw error;
  } finally {
    clearTimeout(timer);
    for (const chunk of chunks) chunk.fill(0);
  }
}
