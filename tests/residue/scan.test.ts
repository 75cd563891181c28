import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { pictureMarkers, scanBytes, scanForResidue, textMarker } from '../../apps/server/residue/scan.ts';
import { unsnap } from '../../apps/server/residue/snappy.ts';
import { browserOrSkip } from '../browser/launch.ts';

const name = 'Zofia Wójcik-Łęcka';
const marker = textMarker('name', name);

async function folderWith(t: TestContext, bytes: Buffer, file = 'file.bin'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-residue-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'deep'));
  await writeFile(join(folder, 'deep', file), bytes);
  return folder;
}

/** Noise around the planted bytes, so that nothing is found for standing at an edge. */
function amid(planted: Buffer, before = 1001): Buffer {
  return Buffer.concat([randomFillSync(Buffer.alloc(before)), planted, randomFillSync(Buffer.alloc(777))]);
}

const big = (text: string) => Buffer.from(text, 'utf16le').swap16();
const plants: Record<string, Buffer> = {
  'utf-8': Buffer.from(name),
  'utf-16le': Buffer.from(name, 'utf16le'),
  'utf-16be': big(name),
  capitals: Buffer.from(name.toUpperCase()),
  small: Buffer.from(name.toLowerCase()),
  decomposed: Buffer.from(name.normalize('NFD')),
  url: Buffer.from(encodeURIComponent(name)),
  hex: Buffer.from(Buffer.from(name).toString('hex')),
  HEX: Buffer.from(Buffer.from(name, 'utf16le').toString('hex').toUpperCase()),
};
for (const alphabet of ['base64', 'base64url'] as const)
  for (const offset of [0, 1, 2, 3, 4])
    for (const [form, bytes] of [
      ['utf-8', Buffer.from(name)],
      ['utf-16le', Buffer.from(name, 'utf16le')],
      ['utf-16be', big(name)],
    ] as const)
      plants[`${alphabet} of ${form} behind ${offset} bytes`] = Buffer.from(
        Buffer.concat([Buffer.alloc(offset, 0xfb), bytes, Buffer.alloc(2, 0xff)]).toString(alphabet),
      );

for (const [form, planted] of Object.entries(plants))
  test(`finds a marker planted as ${form}`, async (t) => {
    const hits = await scanForResidue([await folderWith(t, amid(planted))], [marker]);
    assert.ok(hits.length > 0);
    assert.ok(hits.every((one) => one.marker === 'name' && one.path.endsWith('deep/file.bin')));
  });

test('finds it inside gzip, zlib and ZIP', async (t) => {
  const text = Buffer.from(`${'padding '.repeat(50)}${name}${' padding'.repeat(50)}`);
  const zip = Buffer.alloc(30);
  zip.writeUInt32LE(0x04034b50);
  zip.writeUInt16LE(8, 8);
  zip.writeUInt16LE(5, 26);
  for (const [inside, packed] of [
    ['gzip', gzipSync(text)],
    ['zlib', deflateSync(text, { level: 9 })],
    ['zlib', deflateSync(text, { level: 1 })],
    ['zip', Buffer.concat([zip, Buffer.from('a.txt'), deflateRawSync(text)])],
  ] as const) {
    const hits = await scanForResidue([await folderWith(t, amid(packed))], [marker]);
    assert.deepEqual(
      hits.map((one) => [one.inside, one.encoding, one.offset]),
      [[inside, 'utf-8', 1001]],
    );
  }
});

test('snappy: literals and overlapping copies', () => {
  // "ab" ×5 by a copy that overlaps itself, then a literal of two bytes.
  const packed = Uint8Array.of(12, 0x04, 0x61, 0x62, 0x11, 0x02, 0x04, 0x63, 0x64);
  assert.equal(Buffer.from(unsnap(packed, 'whole') ?? []).toString(), 'abababababcd');
  assert.equal(unsnap(packed.subarray(0, 6), 'whole'), undefined);
});

test('finds it in what a browser keeps: IndexedDB, local storage, cache', async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-profile-'));
  const browser = await browserOrSkip(t, { profileDir });
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  if (browser === undefined) return;
  const server = createServer((_, answer) =>
    answer.writeHead(200, { 'content-type': 'text/html' }).end('<title>Probe</title>'),
  );
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  t.after(() => void server.close());
  const page = await browser.context.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}`);
  const words = [
    'Local Storage Canary',
    'Indexed Canary Small',
    'Indexed Canary Large',
    'Cache Canary Stored',
  ];
  await page.evaluate(async ([local = '', small = '', large = '', cached = '']) => {
    localStorage.setItem('k', local);
    const cache = await caches.open('c');
    await cache.put('/x', new Response(cached));
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('d', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('s');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const work = opening.result.transaction('s', 'readwrite', { durability: 'strict' });
        work.objectStore('s').put(small, 1);
        work.objectStore('s').put(`${'x'.repeat(60_000)}${large}${'y'.repeat(60_000)}`, 2);
        work.oncomplete = () => resolve();
      };
    });
  }, words);
  await browser.close();
  const found = new Set(
    (
      await scanForResidue(
        [profileDir],
        words.map((one) => textMarker(one, one)),
      )
    ).map((one) => one.marker),
  );
  assert.deepEqual([...found].sort(), [...words].sort());
  assert.ok((await readdir(profileDir)).length > 0);
});

test('finds it across the border of two chunks, once', async (t) => {
  const border = 4 * 1024 * 1024;
  for (const before of [border - name.length, border - 1, border, border + 1]) {
    const bytes = Buffer.alloc(before + 500, 0x2e);
    bytes.set(Buffer.from(name), before);
    const hits = await scanForResidue([await folderWith(t, bytes)], [marker]);
    assert.deepEqual(
      hits.map((one) => [one.encoding, one.offset]),
      [['utf-8', before]],
    );
  }
});

test('finds it in a file name, and pictures by any part of them', async (t) => {
  const picture = randomFillSync(Buffer.alloc(5000));
  const folder = await folderWith(t, amid(picture.subarray(2000, 3200)), `scan ${name}.png`);
  const hits = await scanForResidue([folder], [marker, ...pictureMarkers('face', picture)]);
  assert.deepEqual([...new Set(hits.map((one) => `${one.marker} ${one.inside ?? 'plain'}`))].sort(), [
    'face 3 plain',
    'name name',
  ]);
  assert.equal(scanBytes('traffic', gzipSync(picture), pictureMarkers('face', picture)).length, 5 * 2);
});

test('finds nothing where nothing is, and says when it did not look', async (t) => {
  const folder = await folderWith(t, randomFillSync(Buffer.alloc(3_000_000)));
  assert.deepEqual(await scanForResidue([folder], [marker]), []);
  await assert.rejects(scanForResidue([join(folder, 'absent')], [marker]), RangeError);
  await assert.rejects(scanForResidue([folder], []), RangeError);
  assert.throws(() => textMarker('short', 'Li'), RangeError);
  assert.throws(() => pictureMarkers('even', Buffer.alloc(500)), RangeError);
});
