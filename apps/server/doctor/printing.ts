import { cupsFaults } from './cups.ts';
import type { Finding } from './finding.ts';
import type { Mount } from './machine.ts';

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
