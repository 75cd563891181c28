import { cupsFaults } from './cups.ts';
import type { Finding } from './finding.ts';
import { type Mount, mountOf } from './machine.ts';

/**
 * What this machine's printing system would keep of a card.
 * @param files `cupsd.conf` and `cups-files.conf`, null where they are not
 */
export function printingFindings(
  files: { cupsd: string | null; cupsFiles: string | null },
  mounts: readonly Mount[],
): Finding[] {
  if (files.cupsd === null) return [{ level: 'ok', code: 'cups-absent' }];
  const memory = mounts.filter(({ type }) => type === 'tmpfs' || type === 'ramfs').map(({ point }) => point);
  const faults = cupsFaults(files.cupsd, files.cupsFiles ?? '', memory);
  if (faults.length === 0) return [{ level: 'ok', code: 'cups-keeps-nothing' }];
  return faults.map(({ code, params }) => ({ level: 'fail', code, params }));
}

/**
 * Where the desk's browser may leave a card on its way to the printer: `desk-station` takes the user's runtime folder, or
 * `/dev/shm`, and refuses to start where neither is memory.
 */
export function memoryFinding(user: number, mounts: readonly Mount[]): Finding {
  const held = [`/run/user/${user}`, '/dev/shm'].find((folder) => mountOf(folder, mounts)?.type === 'tmpfs');
  return held === undefined
    ? { level: 'warn', code: 'desk-memory-missing' }
    : { level: 'ok', code: 'desk-memory-there', params: { folder: held } };
}
