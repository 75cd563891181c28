import { uploadFault } from './errors.ts';

export type Queue = {
  /**
   * Waits for a place and gives it up when the work is done.
   * @throws Fault `upload-busy` at once when the line is full
   */
  enter<T>(work: () => Promise<T>): Promise<T>;
};

/** At most `places` at work and `waiting` in line, in the order they came. */
export function createQueue(places: number, waiting: number): Queue {
  const line: (() => void)[] = [];
  let working = 0;
  return {
    async enter(work) {
      if (working < places) working += 1;
      else if (line.length >= waiting) throw uploadFault('upload-busy');
      else await new Promise<void>((enter) => line.push(enter));
      try {
        return await work();
      } finally {
        const next = line.shift();
        if (next) next();
        else working -= 1;
      }
    },
  };
}
