import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Signer } from '@commonkey/credential';
import { type ShiftOffer, statementDigest } from '@commonkey/shift';
import { newDesk, workShift } from '../../apps/server/desks/testing/shift.ts';
import { joinAsClerk } from '../ceremony/clerk.ts';
import { commonkey } from '../ceremony/terminal.ts';
import { startCityHall } from '../journeys/service.ts';
import { countRows } from './records.ts';
import { mountSmallDisk } from './tmpfs.ts';

const LIBRARY = { first: '2999900000000', count: '20000' };

test('a full disk is said, leaves nothing half-written, and is over when there is room', {
  timeout: 180_000,
}, async (t) => {
  const disk = await mountSmallDisk();
  if (disk === null) return t.skip('this user may mount no disk to fill');
  const hall = await startCityHall(t, {
    dataFolder: disk.folder,
    env: { COMMONKEY_ISSUER: 'https://id.town.example' },
  });
  // Registered after the hall's own end, so that the disk goes last.
  t.after(() => disk.remove());
  const { staff, desk } = await joinAsClerk(hall);
  const key = await newDesk();
  const open = (cards: number, { publicJwk: { kid: _, ...publicJwk } }: Signer) =>
    desk.json('/api/shifts', { publicJwk, cards, hours: 8 });
  const other = await newDesk();
  const offer = (await open(200, key)).json as unknown as ShiftOffer;
  const { signed, printed } = await workShift(offer, key, { print: 200 });
  const close = () => desk.json('/api/shifts/close', signed);
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await staff.page('/shifts')).text)?.[1] ?? '';
  const numbers = () => countRows(disk.folder, 'library_numbers', []);
  const before = await numbers();

  await disk.fill();
  const page = await staff.submit('/shifts/library', { _csrf: csrf, ...LIBRARY });
  assert.equal(page.status, 507);
  assert.match(page.text, /disk is full, so nothing was saved/);
  assert.match(page.text, /disk-full/);
  assert.equal(await numbers(), before);
  for (const answer of [await open(50, other), await close()]) {
    assert.deepEqual([answer.status, answer.json.code], [507, 'disk-full'], JSON.stringify(answer.json));
  }
  const cards = () => countRows(disk.folder, 'cards where serial = any($1)', [printed]);
  assert.equal(await cards(), 0);
  assert.equal(await countRows(disk.folder, 'desk_shifts', []), 1);
  assert.deepEqual((await readdir(join(disk.folder, 'keeper'))).sort(), [
    'cell',
    'keeper.sock',
    'keys.sealed',
  ]);
  assert.equal((await fetch(`${hall.origins.public}/trust.json`)).status, 200, 'what needs no room goes on');

  await disk.makeRoom();
  assert.equal((await staff.submit('/shifts/library', { _csrf: csrf, ...LIBRARY })).status, 303);
  assert.deepEqual((await close()).json, { acknowledged: await statementDigest(signed.statement) });
  assert.equal(await cards(), 200);
  assert.equal((await open(50, other)).status, 200);
});

test('a service that finds the disk full at its start says so and leaves', async (t) => {
  const disk = await mountSmallDisk();
  if (disk === null) return t.skip('this user may mount no disk to fill');
  t.after(() => disk.remove());
  await writeFile(join(disk.folder, 'other'), 'somebody else’s');
  await disk.fill();
  const ports = Object.fromEntries(
    ['PUBLIC', 'STAFF', 'DESK', 'VERIFY'].map((name) => [`COMMONKEY_${name}_PORT`, '0']),
  );
  const ran = await commonkey(['serve'], { COMMONKEY_DATA: disk.folder, ...ports });
  assert.equal(ran.code, 2);
  assert.match(ran.err, /^The disk is full\..* \[disk-full\]$/m);
  assert.doesNotMatch(ran.err, /ENOSPC|at async/);
});
