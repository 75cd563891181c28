import { readFileSync, writeSync } from 'node:fs';
import type { UploadCode } from '../errors.ts';
import { type Answer, type Page, READY, type Task } from '../wire.ts';

const [STDIN, STDOUT] = [0, 1];

/**
 * The rest of a fenced child's life, once it has loaded and warmed up all that its work opens or starts: it says so, is
 * locked from outside, reads one document, answers, ends. Ending is how nothing of a document outlives its answer.
 *
 * @param work gives the pages; `faultOf` says what a failure of it means to who sent the document
 */
export async function live(
  work: (document: Buffer, task: Task) => Promise<Page[]>,
  faultOf: (error: unknown) => UploadCode,
): Promise<never> {
  write(Buffer.from(READY));
  const whole = readFileSync(STDIN);
  const end = whole.indexOf('\n');
  const task: Task = JSON.parse(whole.toString('utf8', 0, end));
  let pages: Page[] = [];
  let answer: Answer;
  try {
    pages = await work(whole.subarray(end + 1), task);
    answer = { pages: pages.map(({ width, height, jpeg }) => ({ width, height, bytes: jpeg.length })) };
  } catch (error) {
    answer = { fault: faultOf(error) };
  }
  write(Buffer.from(`${JSON.stringify(answer)}\n`));
  for (const { jpeg } of pages) write(jpeg);
  process.exit(0);
}

function write(bytes: Uint8Array): void {
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(STDOUT, bytes, sent);
}
