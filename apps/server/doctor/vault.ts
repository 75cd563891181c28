import { isFault } from '@commonkey/words';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { isVersioned } from '../vault/blobs/s3.ts';
import { dateFinding } from './date.ts';
import type { Finding } from './finding.ts';

/** Where sealed bytes lie, and whether the service, or a start of it now, would end records for their date. */
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
