import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

// A program of its own, so that what is looked for is not in the memory that is searched. Arguments: a process, and the
// bytes in hexadecimal, each inverted. Prints how often they stand in that process's writable memory.
const [pid, inverted = ''] = process.argv.slice(2);
const wanted = Buffer.from(inverted, 'hex').map((byte) => byte ^ 0xff);
const memory = openSync(`/proc/${pid}/mem`, 'r');
const STEP = 16 * 1024 * 1024;
const chunk = Buffer.alloc(STEP + wanted.length);
let found = 0;
for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
  const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
  if (!from || !to) continue;
  const end = Number.parseInt(to, 16);
  for (let at = Number.parseInt(from, 16); at < end; at += STEP)
    found += count(at, Math.min(chunk.length, end - at));
}
closeSync(memory);
process.stdout.write(String(found));

function count(at: number, length: number): number {
  let read = 0;
  try {
    read = readSync(memory, chunk, 0, length, at);
  } catch {
    // Memory that was given back since, or is there in name alone.
    return 0;
  }
  const bytes = chunk.subarray(0, read);
  let times = 0;
  for (let place = bytes.indexOf(wanted); place !== -1; place = bytes.indexOf(wanted, place + 1)) times += 1;
  return times;
}
