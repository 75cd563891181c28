import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { isFault } from '@commonkey/words';
import S3rver from 's3rver';
import type { Blobs } from './blobs.ts';
import { folderBlobs } from './folder.ts';
import { s3Blobs } from './s3.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const newName = () => randomBytes(16).toString('hex');

async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-blobs-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function bucket(t: TestContext): Promise<Blobs> {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: await temporary(t),
    configureBuckets: [{ name: 'sealed', configs: [] }],
  });
  const { port } = await server.run();
  t.after(() => server.close());
  return s3Blobs({
    endpoint: `http://127.0.0.1:${port}/sealed`,
    key: 'S3RVER',
    secret: 'S3RVER',
    region: 'us-east-1',
  });
}

const STORES: Readonly<Record<string, (t: TestContext) => Promise<Blobs>>> = {
  folder: async (t) => folderBlobs(join(await temporary(t), 'blobs')),
  's3-compatible store': bucket,
};

for (const [name, open] of Object.entries(STORES))
  describe(name, () => {
    test('gives back what it was given, lists it, and has it no more when it is removed', async (t) => {
      const blobs = await open(t);
      const listed = async () => {
        const names: string[] = [];
        for await (const blob of blobs.list()) names.push(blob.name);
        return names.sort();
      };
      assert.deepEqual(await listed(), []);
      const given = new Map([0, 1, 70_000, 3_000_000].map((size) => [newName(), randomBytes(size)]));
      for (const [blob, bytes] of given) await blobs.put(blob, bytes);
      for (const [blob, bytes] of given) assert.deepEqual(Buffer.from(await blobs.get(blob)), bytes);
      assert.deepEqual(await listed(), [...given.keys()].sort());
      const [first = ''] = given.keys();
      await blobs.remove(first);
      await blobs.remove(first);
      await blobs.remove(newName());
      await assert.rejects(blobs.get(first), coded('blob-missing'));
      assert.equal((await listed()).length, 3);
    });
  });

test('files are closed to others, and a write that was cut short is listed for removal and never read', async (t) => {
  const folder = join(await temporary(t), 'blobs');
  const blobs = folderBlobs(folder);
  const name = newName();
  await blobs.put(name, randomBytes(10));
  const shelf = join(folder, name.slice(0, 2));
  assert.equal((await stat(join(shelf, name))).mode & 0o777, 0o600);
  assert.equal((await stat(shelf)).mode & 0o777, 0o700);
  await rm(join(shelf, name));
  await writeFile(join(shelf, `${name}.new`), 'half');
  await assert.rejects(blobs.get(name), coded('blob-missing'));
  const listed: string[] = [];
  for await (const blob of blobs.list()) listed.push(blob.name);
  assert.deepEqual(listed, [`${name}.new`]);
  for (const blob of listed) await blobs.remove(blob);
  assert.deepEqual(await readdir(shelf), []);
});

test('a refused write leaves nothing behind, and errors name no path', async (t) => {
  const folder = await temporary(t);
  const name = newName();
  await mkdir(join(folder, name.slice(0, 2), name), { recursive: true });
  await assert.rejects(folderBlobs(folder).put(name, randomBytes(10)), (error) => {
    assert.ok(coded('blobs-unreachable')(error));
    return isFault(error) && !JSON.stringify(error.params).includes(folder);
  });
  assert.deepEqual(await readdir(join(folder, name.slice(0, 2))), [name]);
});

test('a bucket in many pages is listed whole', async (t) => {
  // The store of the other tests cannot answer in pages on this OpenSSL; these answers have the form of ListObjectsV2.
  const names = Array.from({ length: 2_005 }, newName).sort();
  const server = createServer(({ url = '' }, answer) => {
    const after = new URL(url, 'http://x').searchParams.get('start-after') ?? '';
    const rest = names.filter((name) => name > after);
    const entries = rest
      .slice(0, 1_000)
      .map(
        (name) =>
          `<Contents><Key>${name}</Key><LastModified>2026-03-02T12:00:00.000Z</LastModified></Contents>`,
      );
    answer.end(
      `<ListBucketResult><IsTruncated>${rest.length > 1_000}</IsTruncated>${entries.join('')}</ListBucketResult>`,
    );
  }).listen(0, '127.0.0.1');
  t.after(() => server.close().closeAllConnections());
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}/sealed`;
  const listed: string[] = [];
  for await (const { name } of s3Blobs({ endpoint, key: 'k', secret: 's', region: 'r' }).list())
    listed.push(name);
  assert.deepEqual(listed, names);
});

test('a store that is away, refuses or is full is told apart from a blob that is not there', async (t) => {
  let status = 403;
  const server = createServer((_, answer) => answer.writeHead(status).end('<Error/>')).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}/sealed`;
  const blobs = s3Blobs({ endpoint, key: 'k', secret: 's', region: 'r' });
  await assert.rejects(blobs.get(newName()), coded('blobs-unreachable'));
  status = 507;
  await assert.rejects(blobs.put(newName(), new Uint8Array(1)), coded('disk-full'));
  await new Promise((done) => server.close(done));
  t.after(() => server.closeAllConnections());
  await assert.rejects(blobs.remove(newName()), coded('blobs-unreachable'));
});
