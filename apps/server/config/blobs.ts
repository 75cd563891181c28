import { isAbsolute, join } from 'node:path';
import { Fault } from '@commonkey/words';
import type { Env } from './env.ts';
import type { ConfigCode } from './errors.ts';

/** Where sealed bytes lie that are too large for a row. `endpoint`: an S3 bucket as `https://host/bucket`. */
export type BlobsConfig =
  | { kind: 'folder'; folder: string }
  | { kind: 's3'; endpoint: string; key: string; secret: string; region: string };

/** `COMMONKEY_BLOBS`: a folder, or the address of a bucket with `COMMONKEY_BLOBS_KEY`, `_SECRET` and `_REGION`. */
export function blobsConfig(env: Env, dataFolder: string): BlobsConfig {
  const given = env.COMMONKEY_BLOBS;
  if (given === undefined) return { kind: 'folder', folder: join(dataFolder, 'blobs') };
  if (isAbsolute(given)) return { kind: 'folder', folder: given };
  const name = 'COMMONKEY_BLOBS';
  const bucket = URL.canParse(given) ? new URL(given) : null;
  const fit = bucket && /^https?:$/.test(bucket.protocol) && /^\/[a-z0-9.-]{3,63}\/?$/.test(bucket.pathname);
  if (!fit || bucket.username || bucket.search)
    throw new Fault<ConfigCode>('config-not-a-blob-store', { name });
  const { COMMONKEY_BLOBS_KEY: key, COMMONKEY_BLOBS_SECRET: secret } = env;
  if (key === undefined || secret === undefined)
    throw new Fault<ConfigCode>('config-blob-keys-missing', { name: 'COMMONKEY_BLOBS_KEY' });
  const endpoint = bucket.href.replace(/\/$/, '');
  return { kind: 's3', endpoint, key, secret, region: env.COMMONKEY_BLOBS_REGION ?? 'us-east-1' };
}
