import { uploadFault } from './errors.ts';

/** A place at work; leaving it lets the next one in. */
type Place = Disposable;

export type Queue = {
  /** @throws Fault `upload-busy` at once when the line is full */
  enter(): Promise<Place>;
};

/** At most `places` at work and `waiting` in line, in the order they came. */
export function createQueue(places: number, waiting: number): Queue {
  const line: (() => void)[] = [];
  let working = 0;
  const place: Place = {
    [Symbol.dispose]() {
      const next = line.shift();
      if (next) next();
      else working -= 1;
    },
  };
  return {
    async enter() {
      if (working < places) working += 1;
      else if (line.length >= waiting) throw uploadFault('upload-busy');
      else await new Promise<void>((enter) => line.push(enter));
      return place;
    },
  };
}
