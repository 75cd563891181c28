import { readFile } from 'node:fs/promises';
import { isFault } from '@commonkey/words';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { machineBoot } from '../holds/machine-boot.ts';
import { clockMark, openSteadyClock } from '../holds/steady-clock.ts';
import { isVersioned } from '../vault/blobs/s3.ts';
import { machineElapsed } from '../vault/open.ts';
import type { Finding } from './finding.ts';

/** Where sealed bytes lie, and whether a start now would end records for their date. */
export async function sealedFindings(config: Config, clock: Clock): Promise<Finding[]> {
  return [await blobsFinding(config.blobs), await dateFinding(config, clock)];
}

/** Only the death of a key is destruction; a bucket that keeps versions keeps every ciphertext. */
async function blobsFinding(blobs: Config['blobs']): Promise<Finding> {
  if (blobs.kind === 'folder')
    return { level: 'ok', code: 'blobs-in-folder', params: { folder: blobs.folder } };
  try {
    return (await isVersioned(blobs))
      ? { level: 'warn', code: 'blobs-versioned' }
      : { level: 'ok', code: 'blobs-in-bucket' };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { level: 'fail', code: 'blobs-unreachable' };
  }
}

/** As the service will judge it at its next start. */
async function dateFinding({ dataFolder, today }: Config, clock: Clock): Promise<Finding> {
  const path = clockMark(dataFolder);
  const last = await readFile(path, 'utf8').catch(() => null);
  if (last === null) return { level: 'ok', code: 'date-first' };
  const parts = { clock, elapsed: machineElapsed, boot: machineBoot(), path, said: today };
  const steady = openSteadyClock(parts);
  const params = { last: last.slice(0, 10), now: clock.now().toISOString().slice(0, 10) };
  if (!steady.trusted()) return { level: 'fail', code: 'date-in-doubt', params };
  const since = steady.waits();
  return since === null
    ? { level: 'ok', code: 'date-borne-out', params }
    : {
        level: 'warn',
        code: 'date-waits',
        params: { since: `${since.toISOString().slice(0, 16)}Z`, now: params.now },
      };
}
