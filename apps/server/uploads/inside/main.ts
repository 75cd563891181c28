import { readFileSync, writeSync } from 'node:fs';
import type { UploadCode } from '../errors.ts';
import { type Answer, type Page, READY, type Task } from '../wire.ts';
import { encode, pictureFault, redraw, shutLoaders } from './picture.ts';

const [STDIN, STDOUT] = [0, 1];

/**
 * The whole life of a fenced child: load, warm up, say so, be locked from outside, read one document, answer, end. Its
 * last line is the end of the process, so that nothing of a document outlives its answer.
 */
shutLoaders();
// Whatever the decoders open or start lazily has to be there before the lock.
const warm = await encode(Buffer.alloc(3 * 64), { width: 8, height: 8, channels: 3 });
await redraw(Buffer.from(warm.jpeg), 'paper');
write(Buffer.from(READY));

const { task, document } = readTask();
send(await work(task, document));
process.exit(0);

function readTask(): { task: Task; document: Buffer } {
  const whole = readFileSync(STDIN);
  const end = whole.indexOf('\n');
  const task: Task = JSON.parse(whole.toString('utf8', 0, end));
  return { task, document: whole.subarray(end + 1) };
}

async function work({ want }: Task, document: Buffer): Promise<Page[] | UploadCode> {
  try {
    return [await redraw(document, want)];
  } catch (error) {
    return pictureFault(error);
  }
}

function send(outcome: Page[] | UploadCode): void {
  const answer: Answer =
    typeof outcome === 'string'
      ? { fault: outcome }
      : { pages: outcome.map(({ width, height, jpeg }) => ({ width, height, bytes: jpeg.length })) };
  write(Buffer.from(`${JSON.stringify(answer)}\n`));
  if (typeof outcome !== 'string') for (const { jpeg } of outcome) write(jpeg);
}

function write(bytes: Uint8Array): void {
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(STDOUT, bytes, sent);
}
