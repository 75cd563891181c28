import { readdirSync, readFileSync } from 'node:fs';

const PAGE = 4096;

/** Resident memory of a process and everything it started, without the database and the key process, in bytes. */
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
    .reduce((sum, pid) => sum + Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * PAGE, 0);
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
