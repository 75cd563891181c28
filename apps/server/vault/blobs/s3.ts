import { Fault } from '@commonkey/words';
import { AwsClient } from 'aws4fetch';
import type { VaultRoomCode } from '../errors.ts';
import { BLOB_NAME, type Blobs } from './blobs.ts';

export type S3Settings = { endpoint: string; key: string; secret: string; region: string };
const PATIENCE_MS = 30_000;

/**
 * Blobs in a bucket of any S3-compatible store. A bucket that keeps versions keeps what is removed: destruction is that of
 * the key, here as in every backup.
 */
export function s3Blobs(settings: S3Settings): Blobs {
  const ask = asker(settings);
  return {
    async put(name, bytes) {
      await (await ask(name, { method: 'PUT', body: new Uint8Array(bytes) })).body?.cancel();
    },
    async get(name) {
      return new Uint8Array(await (await ask(name)).arrayBuffer());
    },
    async remove(name) {
      try {
        await (await ask(name, { method: 'DELETE' })).body?.cancel();
      } catch (error) {
        if (!(error instanceof Fault && error.code === 'blob-missing')) throw error;
      }
    },
    async *list() {
      let after = '';
      for (;;) {
        const page = await (await ask(`?list-type=2${after && `&start-after=${after}`}`)).text();
        const entries = [...page.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = '']) => ({
          name: within(entry, 'Key'),
          writtenAt: new Date(within(entry, 'LastModified')),
        }));
        for (const entry of entries) if (BLOB_NAME.test(entry.name)) yield entry;
        after = encodeURIComponent(entries.at(-1)?.name ?? '');
        if (within(page, 'IsTruncated') !== 'true' || after === '') return;
      }
    },
  };
}

const within = (xml: string, tag: string): string =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '';

/** Whether the bucket keeps what is overwritten or removed. Fault `blobs-unreachable`. */
export async function isVersioned(settings: S3Settings): Promise<boolean> {
  const answer = await asker(settings)('?versioning');
  return within(await answer.text(), 'Status') === 'Enabled';
}

function asker({ endpoint, key, secret, region }: S3Settings) {
  const client = new AwsClient({
    accessKeyId: key,
    secretAccessKey: secret,
    service: 's3',
    region,
    retries: 2,
  });
  return async (path: string, init: RequestInit = {}): Promise<Response> => {
    let answer: Response;
    try {
      answer = await client.fetch(`${endpoint}/${path}`, {
        ...init,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      throw new Fault<VaultRoomCode>('blobs-unreachable', { reason: 'connection' });
    }
    if (answer.ok) return answer;
    await answer.body?.cancel();
    if (answer.status === 404) throw new Fault<VaultRoomCode>('blob-missing');
    if (answer.status === 507) throw new Fault<VaultRoomCode>('disk-full');
    throw new Fault<VaultRoomCode>('blobs-unreachable', { reason: `status-${answer.status}` });
  };
}
