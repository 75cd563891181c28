import type { Disk } from '../disk.ts';

/** How a step fails: it does not happen, or half of its bytes reach the medium. */
export type Stop = 'before' | 'half';

export type StoppingDisk = Disk & { steps(): number; stopped(): boolean };

/** A process that is gone does nothing more: every step after the fatal one fails too. */
export function stoppingDisk(real: Disk, at: number, how: Stop, end: () => never): StoppingDisk {
  let count = 0;
  let dead = false;
  const step = async (whole: () => Promise<void>, half: () => Promise<void>): Promise<void> => {
    if (dead) return end();
    count += 1;
    if (count !== at) return whole();
    dead = true;
    if (how === 'half') await half();
    return end();
  };
  const nothing = async () => {};
  const start = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(bytes.length / 2));
  return {
    steps: () => count,
    stopped: () => dead,
    read: real.read,
    list: real.list,
    makeFolder: (folder) => step(() => real.makeFolder(folder), nothing),
    write: (path, bytes) =>
      step(
        () => real.write(path, bytes),
        () => real.write(path, start(bytes)),
      ),
    rename: (from, to) => step(() => real.rename(from, to), nothing),
    remove: (path) => step(() => real.remove(path), nothing),
    overwrite: (path, offset, bytes) =>
      step(
        () => real.overwrite(path, offset, bytes),
        () => real.overwrite(path, offset, start(bytes)),
      ),
    append: (path, bytes) =>
      step(
        () => real.append(path, bytes),
        () => real.append(path, start(bytes)),
      ),
  };
}
