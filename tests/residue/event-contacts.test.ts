import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext as NodeTest, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startKeeper } from '@commonkey/keeper';
import { addDays } from '@commonkey/program';
import { openRecord } from '@commonkey/vault';
import { loadProgram } from '../../apps/server/config/program.ts';
import { changeDay } from '../../apps/server/events/calendar/change-day.ts';
import { oneDay } from '../../apps/server/events/days.ts';
import { tellDue } from '../../apps/server/events/service.ts';
import { announced } from '../../apps/server/events/testing/day.ts';
import { connectKeeper } from '../../apps/server/keeper/client.ts';
import { bodyOf, type Outbox, outbox } from '../../apps/server/notices/testing/outbox.ts';
import { Applicant } from '../../apps/server/portal/testing/applicant.ts';
import { CARRIED } from '../../apps/server/portal/testing/hall.ts';
import { scanForResidue, textMarker } from '../../apps/server/residue/scan.ts';
import { cityHall } from '../../apps/server/staff/testing/city-hall.ts';
import type { Store } from '../../apps/server/store/store.ts';
import { type TestContext, testContext } from '../../apps/server/testing/context.ts';
import { keeperIn } from '../../apps/server/vault/testing/hall.ts';
import { cityOn } from '../faults/online-cluster.ts';

const MAIL = 'zofia.lecka.canary@shelter.example';
const CHANGED = 'zofia.changed.canary@shelter.example';
const NUMBER = '3125550191';
const ONLINE = fileURLToPath(new URL('../../programs/model-city-online', import.meta.url));

type Taken = { id: string; sealed: Uint8Array };
const take = async (store: Store): Promise<Taken[]> =>
  (await store.read.selectFrom('vault_records').select(['id', 'sealed']).execute()).map(({ id, sealed }) => ({
    id,
    sealed: sealed ?? assert.fail('a contact is small'),
  }));

/** Tries every key that the key process still has, asked for the one purpose that there is, on everything that was ever taken. */
async function attack(socket: string, taken: readonly Taken[]): Promise<number> {
  const keeper = connectKeeper(socket);
  const { epochs } = await keeper.ask('vault-leased', {});
  const keys: Uint8Array[] = [];
  for (const { epoch, leased } of epochs) {
    const items = leased.map((slot) => ({ epoch, slot }));
    const answer = await keeper.ask('vault-open', { items, purpose: 'event-news', approvals: ['a', 'b'] });
    for (const key of answer.keys) if (key) keys.push(new Uint8Array(Buffer.from(key, 'base64url')));
  }
  const opened = new Set<string>();
  for (const { id, sealed } of taken)
    for (const slotKey of keys)
      if (await openRecord({ recordId: id, slotKey, share: null, sealed }).catch(() => null)) opened.add(id);
  return opened.size;
}

async function hallOver(store: Store, t: NodeTest, folder: string, box: Outbox, time: Date) {
  const data = await mkdtemp(join(tmpdir(), 'ck-events-'));
  t.after(() => rm(data, { recursive: true, force: true }));
  await symlink(folder, join(data, 'keeper'));
  const context = testContext(store, {
    env: { COMMONKEY_DATA: data },
    ...(await loadProgram(ONLINE)),
    time,
    notices: { ...CARRIED, mail: box.settings },
  });
  return { context, data };
}

const codeOn = (body: string): string => /<code>([0-9A-Z-]{11})<\/code>/.exec(body)?.[1] ?? assert.fail(body);

/** Three people, as they do it: places, a yes, a contact; one changes it, one takes it back. */
async function leaveThree(context: TestContext, mark: string): Promise<string[]> {
  const origins = await cityHall(context);
  const codes: string[] = [];
  for (const at of [0, 1, 2]) {
    const person = new Applicant(origins.public, context.config.origins.public.origin);
    const kept = await person.form(`/events/${mark}`, `/events/${mark}?lang=en`, { time: '540', party: '1' });
    const code = codeOn(kept.body);
    const send = (act: string, fields: Record<string, string> = {}) =>
      person.form('/booking', `/booking/${act}?lang=en`, { code, ...fields });
    await send('confirm');
    const left = await send(
      'contact',
      at === 2 ? { way: 'text', reach: NUMBER } : { way: 'mail', reach: MAIL },
    );
    assert.equal(left.statusCode, 200, left.body);
    if (at === 1) await send('contact', { way: 'mail', reach: CHANGED, open: 'yes' });
    if (at === 2) await send('contact/forget');
    codes.push(code);
  }
  for (const origin of Object.values(origins)) await origin.close();
  return codes;
}

for (const server of ['embedded', 'debian-15'] as const)
  test(`T5 T9: the night after an event day nothing opens a contact that was left with its places [${server}]`, async (t) => {
    const city = await cityOn(t, server);
    if (city === null) return t.skip('PostgreSQL 15 of Debian is not installed');
    const keeper = await keeperIn(t);
    const box = await outbox(t);
    let store = await city.start();
    let { context, data } = await hallOver(store, t, keeper.folder, box, new Date());
    const mark = await announced(context);
    const codes = await leaveThree(context, mark);
    const taken = await take(store);
    assert.equal(taken.length, 2, 'one was replaced, one taken back');

    // Somebody copies everything that lies outside the root's cell.
    const backup = join(city.folder, 'backup');
    await mkdir(backup);
    await cp(join(keeper.folder, 'vault'), join(backup, 'vault'), { recursive: true });
    if (server === 'debian-15') await city.baseBackup(join(backup, 'database'));
    else {
      await city.stop();
      await city.copyTo(join(backup, 'database'));
      store = await city.start();
      ({ context, data } = await hallOver(store, t, keeper.folder, box, new Date()));
    }
    assert.equal(await attack(keeper.socket, taken), 2, 'today both open: the attack is one');

    const { day, version } = await oneDay(context, store.read, mark);
    context.setTime(new Date(`${addDays(day, -1)}T18:00:00Z`));
    await changeDay(context, { mark, version }, 'cancelled', 'weather');
    assert.equal(await tellDue(context), 2);
    assert.equal(box.carried.length, 2);
    for (const one of box.carried)
      for (const code of codes) assert.ok(!bodyOf(one).includes(code.slice(0, 5)), 'no code in a message');

    context.setTime(new Date(`${addDays(day, 1)}T09:00:00Z`));
    await context.vault.sweep();
    await context.holds.sweep(store);
    assert.equal(await attack(keeper.socket, taken), 0, 'with every key that still exists');
    for (const table of ['vault_records', 'event_contacts', 'event_bookings'] as const)
      assert.deepEqual(await store.read.selectFrom(table).select('id').execute(), [], table);

    // The copied tables and roots, beside the cell as it is now.
    const folder = join(city.folder, 'old');
    await mkdir(folder, { mode: 0o700 });
    await cp(join(backup, 'vault'), join(folder, 'vault'), { recursive: true });
    await cp(join(keeper.folder, 'vault.cell'), join(folder, 'vault.cell'));
    const old = await startKeeper({ folder, issuer: 'http://localhost:8080', practice: true });
    t.after(() => old.stop());
    await assert.rejects(
      connectKeeper(join(folder, 'keeper.sock')).ask('vault-leased', {}),
      (error) => Object(error).code === 'vault-root-missing',
    );

    await city.stop();
    await keeper.stop();
    const log = join(city.folder, 'log');
    await writeFile(log, JSON.stringify(context.events));
    const markers = [MAIL, CHANGED, NUMBER].map((text) => textMarker(text.slice(0, 5), text));
    const places = [city.folder, keeper.folder, data];
    assert.deepEqual(await scanForResidue(places, markers), [], 'database, WAL, backup, keys, log');
    await writeFile(log, MAIL);
    assert.ok((await scanForResidue([city.folder], markers)).length > 0, 'the scan sees what is there');
  });
