import { readdirSync, readFileSync } from 'node:fs';

const KIBIBYTE = 1024;

/**
 * Memory of a process and everything it started, without the database and the key process, in bytes: proportional set size
 * (proc(5)), since all run the same program and would count its pages once each.
 */
export function residentMemory(root: number): number {
  const parents = new Map<number, { parent: number; name: string }>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, name = '', parent = '0'] = /\((.*)\) \S (\d+)/.exec(read(`/proc/${entry}/stat`)) ?? [];
    parents.set(Number(entry), { parent: Number(parent), name });
  }
  const below = (pid: number): number[] => [
    pid,
    ...[...parents].filter(([, { parent }]) => parent === pid).flatMap(([child]) => below(child)),
  ];
  return below(root)
    .filter((pid) => !/postgres/.test(parents.get(pid)?.name ?? '') && !isKeeper(pid))
    .reduce(
      (sum, pid) =>
        sum + Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * KIBIBYTE,
      0,
    );
}

const isKeeper = (pid: number): boolean => /apps\/keeper\/main/.test(read(`/proc/${pid}/cmdline`));

/** Processes end while they are looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
