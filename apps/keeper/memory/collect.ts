import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collector: (() => void) | undefined;

function collectorOf(): () => void {
  if (collector) return collector;
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new TypeError('this Node does not collect when asked');
  // Short of the last resort V8 keeps freed pages for later, with what stood in them.
  const all = () => void collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  collector = () => {
    // A page that stays where it is can keep what died in it while V8 was marking. Whatever lives is moved out of every page.
    setFlagsFromString(MOVES_ALL);
    try {
      all();
    } finally {
      setFlagsFromString(MOVES_SOME);
    }
  };
  return collector;
}

/** Switched for the moment alone: collections of V8's own choice shall stay short. */
const MOVES_ALL = '--compact-on-every-full-gc';
const MOVES_SOME = '--no-compact-on-every-full-gc';

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
