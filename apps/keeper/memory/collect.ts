import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collector: (() => void) | undefined;

function collectorOf(): () => void {
  if (collector) return collector;
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new TypeError('this Node does not collect when asked');
  // Short of the last resort V8 keeps freed pages for later, with what stood in them.
  collector = () => void collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return collector;
}

/** Frees everything that nothing refers to. Blocks for one to two hundred milliseconds. */
export function collect(): void {
  // RegExp keeps the text of its last match, from wherever in the process it came.
  /x/.exec('x');
  collectorOf()();
}

/**
 * From now on each small Buffer has memory of its own. Node's common slab is freed when the last piece of it is, and one
 * that lives long would keep all its neighbours.
 */
export function unpool(): void {
  Buffer.poolSize = 0;
}
