import type { Finding } from './finding.ts';

/** /proc/swaps: a header and a line for each area. What is swapped out outlives the process that held it. */
export function swapFinding(swaps: string | null): Finding {
  if (swaps === null) return { level: 'unknown', code: 'swap-unknown' };
  const areas = swaps.trim().split('\n').slice(1).filter(Boolean).length;
  return areas === 0
    ? { level: 'ok', code: 'swap-off' }
    : { level: 'warn', code: 'swap-on', params: { areas } };
}

/** /proc/self/limits: a dump of a crash would hold whatever was in memory. */
export function coreDumpFinding(limits: string | null): Finding {
  const soft = /^Max core file size\s+(\S+)/m.exec(limits ?? '')?.[1];
  if (soft === undefined) return { level: 'unknown', code: 'core-dumps-unknown' };
  return soft === '0' ? { level: 'ok', code: 'core-dumps-off' } : { level: 'warn', code: 'core-dumps-on' };
}

/**
 * @param synchronized whether the system says that something keeps its clock right
 * @param notBefore a time that has certainly passed: when this program's newest file was written
 */
export function clockFinding(now: Date, notBefore: Date, synchronized: boolean): Finding {
  if (now < notBefore) return { level: 'fail', code: 'clock-behind', params: { now: now.toISOString() } };
  return synchronized ? { level: 'ok', code: 'clock-kept' } : { level: 'warn', code: 'clock-not-kept' };
}

const GIGABYTE = 1_000_000_000;

export function spaceFinding(freeBytes: number): Finding {
  const params = { gigabytes: Math.round(freeBytes / (GIGABYTE / 10)) / 10 };
  if (freeBytes < GIGABYTE / 10) return { level: 'fail', code: 'space-none', params };
  return {
    level: freeBytes < GIGABYTE ? 'warn' : 'ok',
    code: freeBytes < GIGABYTE ? 'space-low' : 'space-enough',
    params,
  };
}

export type Mount = { point: string; type: string };

/** /proc/mounts, with its octal escapes undone. */
export function readMounts(text: string): Mount[] {
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => fields.length >= 3)
    .map(([, point = '', type = '']) => ({
      point: point.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      ),
      type,
    }));
}

/** The mount a path lies on: of those above it the deepest, and of equals the newest. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  const above = mounts.filter(({ point }) => point === '/' || path === point || path.startsWith(`${point}/`));
  return above.reduce<Mount | null>(
    (best, one) => (best && best.point.length > one.point.length ? best : one),
    null,
  );
}

const COPY_ON_WRITE = new Set(['btrfs', 'zfs', 'bcachefs', 'overlay', 'nilfs2', 'f2fs']);
const OVERWRITING = new Set(['ext2', 'ext3', 'ext4', 'xfs', 'tmpfs', 'vfat']);

/** Whether overwriting a file in place can be meant (T5); on an SSD the disk itself may still hold the old block. */
export function mediumFinding(mount: Mount | null): Finding {
  const params = { type: mount?.type ?? '' };
  if (mount && COPY_ON_WRITE.has(mount.type)) return { level: 'warn', code: 'medium-copies', params };
  if (mount && OVERWRITING.has(mount.type)) return { level: 'ok', code: 'medium-overwrites', params };
  return { level: 'unknown', code: 'medium-unknown', params };
}
