import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { clockGuard } from './clock-guard.ts';
import { realDisk } from './disk.ts';
import { vaultParts } from './parts.ts';
import { PURPOSES } from './policy.ts';
import { type CellSettings, environmentOf, readVaultSettings } from './settings.ts';
import { addresses, ground, leaseFrom, NOW, openKeys, PAST } from './testing/fresh.ts';

const DAY = 86_400_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY);

describe('who gets a key (I14, T10)', () => {
  const LOCKED = {
    code: ['resident'],
    review: ['resident', 'review', 'appeal', 'second-look'],
    papers: ['resident', 'review', 'second-look', 'appeal', 'order'],
    card: ['resident', 'review', 'second-look', 'appeal', 'desk', 'order'],
    contact: ['notice'],
    matter: ['matter'],
    process: ['process'],
    counsel: ['counsel'],
  } as const;

  test('each lock knows its purposes, staff need an approval, an order two people', async (t) => {
    const vault = ground(t).open();
    for (const [lock, known] of Object.entries(LOCKED) as [keyof typeof LOCKED, readonly string[]][]) {
      const { slots } = await vault['vault-lease']({ series: 's', lock, month: PAST, count: 1 });
      const items = addresses(slots);
      for (const purpose of PURPOSES) {
        const open = (approvals: string[]) => vault['vault-open']({ items, approvals, purpose });
        if (!known.includes(purpose)) {
          await assert.rejects(open(['a', 'b']), { code: 'vault-purpose-foreign' }, `${lock} ${purpose}`);
          continue;
        }
        const needed = purpose === 'resident' || purpose === 'notice' ? 0 : purpose === 'order' ? 2 : 1;
        const few = needed === 2 ? ['a', 'a'] : [];
        if (needed > 0) await assert.rejects(open(few), { code: 'vault-approval-missing' });
        assert.equal((await open(['a', 'b'])).keys[0], slots[0]?.key);
      }
    }
  });

  test('a carried key keeps its lock: under a hold a contact is for notices alone, whoever approves what', async (t) => {
    const vault = ground(t).open();
    const { slots } = await vault['vault-lease']({ series: 's', lock: 'contact', month: PAST, count: 1 });
    const carried = (await vault['vault-carry']({ to: 'hold:1', items: addresses(slots) })).slots.flatMap(
      (x) => x ?? [],
    );
    const open = (purpose: (typeof PURPOSES)[number]) =>
      vault['vault-open']({ items: carried, approvals: ['a', 'b'], purpose });
    for (const purpose of PURPOSES.filter((one) => one !== 'notice'))
      await assert.rejects(open(purpose), { code: 'vault-purpose-foreign' }, purpose);
    assert.equal((await open('notice')).keys[0], slots[0]?.key);
  });

  test('the journal says who, in which hour, what for and how many, never which; a resident is not in it', async (t) => {
    const at = ground(t);
    const vault = at.open();
    const held = await leaseFrom(vault, 2);
    await openKeys(vault, held);
    await vault['vault-open']({ items: addresses(held), approvals: ['officer-1'], purpose: 'review' });
    const text = readFileSync(join(at.folder, 'vault', 'openings', '2026-11.jsonl'), 'utf8').trim();
    assert.deepEqual(JSON.parse(text), {
      hour: '2026-11-22T12',
      purpose: 'review',
      approvals: ['officer-1'],
      count: 2,
    });
  });

  test('an hour’s cap holds over restarts and for a clock that goes back, and ends with the hour', async (t) => {
    const at = ground(t);
    const settings = { caps: { staff: 3 } };
    const held = await leaseFrom(at.open(), 2);
    const review = (vault: ReturnType<typeof at.open>) =>
      vault['vault-open']({ items: addresses(held), approvals: ['a'], purpose: 'review' });
    const vault = at.open({ settings });
    await review(vault);
    await assert.rejects(review(vault), { code: 'vault-capped' });
    await assert.rejects(review(at.open({ settings })), { code: 'vault-capped' });
    assert.equal((await openKeys(vault, held)).length, 2, 'residents have a cap of their own');
    const cards = await vault['vault-lease']({ series: 'cards', lock: 'card', month: PAST, count: 1 });
    await vault['vault-open']({ items: addresses(cards.slots), approvals: ['a'], purpose: 'desk' });
    await review(at.open({ settings, now: new Date('2026-11-22T13:00:00Z') }));
  });

  test('a journal ends after two years, and never by a clock in doubt', async (t) => {
    const at = ground(t);
    await leaseFrom(at.open(), 1);
    const folder = join(at.folder, 'vault', 'openings');
    mkdirSync(folder);
    for (const month of ['2024-10', '2024-11', '2026-10']) writeFileSync(join(folder, `${month}.jsonl`), '');
    await at.open({ now: later(3650) }).tend();
    assert.equal(readdirSync(folder).length, 3);
    await at.open().tend();
    assert.deepEqual(readdirSync(folder), ['2024-11.jsonl', '2026-10.jsonl']);
  });

  test('a journal line that a crash cut short costs nothing but itself', async (t) => {
    const at = ground(t);
    const held = await leaseFrom(at.open(), 1);
    const path = join(at.folder, 'vault', 'openings', '2026-11.jsonl');
    const review = () =>
      at.open()['vault-open']({ items: addresses(held), approvals: ['a'], purpose: 'review' });
    await review();
    await realDisk.append(path, Buffer.from('\n{"hour":"2026-'));
    await review();
    const whole = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'));
    assert.equal(whole.length, 2);
  });
});

describe('a clock that is wrong (F-11, I13)', () => {
  for (const [name, days] of [
    ['ten years on', 3650],
    ['ten years back', -3650],
  ] as const)
    test(`${name}: nothing is leased or destroyed until an operator confirms, and what is there opens`, async (t) => {
      const at = ground(t);
      const held = await leaseFrom(at.open(), 2, '2026-12');
      const vault = at.open({ now: later(days) });
      const doubt = { code: 'vault-clock-in-doubt' };
      await assert.rejects(leaseFrom(vault, 1), doubt);
      await assert.rejects(vault['vault-shred']({ items: addresses(held) }), doubt);
      await assert.rejects(vault['vault-expire']({ epoch: held[0]?.epoch ?? '' }), doubt);
      assert.deepEqual(
        await openKeys(vault, held),
        held.map(({ key }) => key),
      );
      assert.ok((await vault['vault-status']({})).warnings.includes('clock-in-doubt'));
      await vault['vault-confirm-clock']({});
      assert.equal((await leaseFrom(vault, 1)).length, 1);
    });

  test('an epoch ends after its month, with no leased key alive, and its name never comes back', async (t) => {
    const at = ground(t);
    const vault = at.open();
    const held = await leaseFrom(vault, 2, '2026-11');
    const epoch = held[0]?.epoch ?? '';
    const end = (over: ReturnType<typeof at.open>) => over['vault-expire']({ epoch });
    await assert.rejects(end(vault), { code: 'vault-epoch-in-use' });
    await vault['vault-shred']({ items: addresses(held) });
    await assert.rejects(end(vault), { code: 'vault-month-not-over' });
    const december = at.open({ now: new Date('2026-12-01T00:00:00Z') });
    assert.deepEqual((await end(december)).acknowledged, ['main']);
    assert.deepEqual((await end(december)).acknowledged, ['main'], 'asking again is the same');
    assert.deepEqual(await openKeys(december, held), [null, null]);
    assert.equal((await leaseFrom(december, 1, '2026-11'))[0]?.epoch, epoch.replace(/1$/, '2'));
  });

  test('a service that only runs keeps its clock: a quiet half-year needs nobody', async (t) => {
    const at = ground(t);
    await leaseFrom(at.open(), 1);
    for (let day = 0; day < 180; day += 20) await at.open({ now: later(day) }).tend();
    assert.equal((await leaseFrom(at.open({ now: later(180) }), 1)).length, 1);
  });

  test('in a running process the machine’s steady clock tells a jump from a rest', async (t) => {
    const { folder } = ground(t);
    let [now, steady] = [NOW.getTime(), 0];
    const guard = clockGuard(
      folder,
      realDisk,
      () => new Date(now),
      () => steady,
    );
    await guard.trust();
    now += 20 * DAY;
    assert.equal(await guard.inDoubt(), true, 'twenty days in no time');
    steady += 20 * DAY;
    assert.equal(await guard.inDoubt(), false);
    await guard.trust();
    // A restart has no steady clock to compare with; a long rest asks.
    const after = (days: number) =>
      clockGuard(
        folder,
        realDisk,
        () => new Date(now + days * DAY),
        () => 0,
      ).inDoubt();
    assert.deepEqual(
      [await after(44), await after(46), await after(-1), await after(-3)],
      [false, true, false, true],
    );
  });
});

describe('addresses', () => {
  test('a question of another vault is refused, not answered with "gone"', async (t) => {
    const vault = ground(t).open();
    const [held] = await leaseFrom(vault, 1);
    assert.ok(held);
    const unknown = { epoch: 'papers.papers.2031-01.1', slot: 0 };
    for (const item of [unknown, { epoch: 'hold:77', slot: 0 }])
      for (const op of ['vault-alive', 'vault-shred'] as const)
        await assert.rejects(vault[op]({ items: [item] }), { code: 'vault-epoch-unknown' });
    const beyond = { epoch: held.epoch, slot: 1 };
    await assert.rejects(vault['vault-shred']({ items: [beyond] }), { code: 'vault-slot-unknown' });
    await assert.rejects(vault['vault-expire']({ epoch: unknown.epoch }), { code: 'vault-epoch-unknown' });
  });

  test('a carried key is found under its old address and dies under its new one alone', async (t) => {
    const vault = ground(t).open();
    const held = await leaseFrom(vault, 2);
    const items = addresses(held);
    await vault['vault-carry']({ to: 'hold:1', items });
    const carried = (await vault['vault-carry']({ to: 'hold:2', items })).slots.flatMap((x) => x ?? []);
    assert.deepEqual(
      await openKeys(vault, held),
      held.map(({ key }) => key),
    );
    await assert.rejects(vault['vault-shred']({ items }), { code: 'vault-slot-carried' });
    await vault['vault-expire']({ epoch: held[0]?.epoch ?? '' });
    await vault['vault-expire']({ epoch: 'hold:1' });
    assert.deepEqual(
      await openKeys(vault, held),
      held.map(({ key }) => key),
    );
    await vault['vault-shred']({ items: carried });
    await vault['vault-expire']({ epoch: 'hold:2' });
    assert.deepEqual(await openKeys(vault, held), [null, null]);
    await assert.rejects(
      vault['vault-carry']({ to: 'hold:2', items: addresses(await leaseFrom(vault, 1)) }),
      {
        code: 'vault-epoch-ended',
      },
    );
  });

  test('what reconciliation needs: every leased key that lives, table by table', async (t) => {
    const vault = ground(t).open();
    const held = await leaseFrom(vault, 20);
    await vault['vault-shred']({ items: addresses(held.slice(3, 5)) });
    await vault['vault-carry']({ to: 'hold:1', items: addresses(held.slice(0, 1)) });
    const { epochs, next } = await vault['vault-leased']({});
    assert.equal(next, null);
    assert.deepEqual(
      epochs.map(({ epoch, leased }) => `${epoch} ${leased.join(' ')}`),
      [
        'hold:1 0',
        `papers.papers.${PAST}.1 1 2 5 6 7 8 9 10 11 12 13 14 15`,
        `papers.papers.${PAST}.2 0 1 2 3`,
      ],
    );
    const after = await vault['vault-leased']({ after: 'hold:1' });
    assert.equal(after.epochs.length, 2);
  });
});

test('the folder tells nothing: no series, month or lock in a name, files 0600, folders 0700', async (t) => {
  const at = ground(t);
  const vault = at.open();
  await leaseFrom(vault, 20);
  await vault['vault-status']({});
  for (const name of readdirSync(at.folder, { recursive: true, encoding: 'utf8' })) {
    assert.doesNotMatch(name, /papers|2026-10/);
    const stat = statSync(join(at.folder, name));
    assert.equal(stat.mode & 0o777, stat.isDirectory() ? 0o700 : 0o600, name);
    if (stat.isFile()) assert.doesNotMatch(readFileSync(join(at.folder, name), 'latin1'), /papers/, name);
  }
});

const HSM = { kind: 'pkcs11', module: 'm', token: 't', pinFile: 'p', label: 'l' } as const;

test('two replicas may share neither name nor folder nor cell, and settings say which field is wrong', (t) => {
  const { folder } = ground(t);
  const cell = (name: string) => ({ kind: 'file' as const, path: join(folder, name) });
  const parts = (...replicas: { name: string; folder: string; cell: CellSettings }[]) =>
    vaultParts(folder, { replicas }, () => NOW);
  const fine = { name: 'b', folder: join(folder, 'b'), cell: cell('b.cell') };
  assert.equal(parts(fine).replicas.length, 1);
  for (const wrong of [
    { ...fine, name: 'main' },
    { ...fine, folder: `${folder}/./vault/` },
    { ...fine, cell: cell('x/../vault.cell') },
  ])
    assert.throws(() => parts(wrong), { code: 'vault-settings-wrong' });
  const path = join(folder, 'vault.json');
  writeFileSync(path, JSON.stringify({ replicas: [fine] }));
  assert.deepEqual(readVaultSettings(path), { replicas: [fine] });
  for (const [text, problem] of [
    ['{', path],
    [JSON.stringify({ replicas: [{ ...fine, cell: { kind: 'usb' } }] }), 'replicas.0.cell.kind'],
    [JSON.stringify({ volume: 3 }), 'volume'],
    [JSON.stringify({ cell: { ...HSM, environment: { LD_PRELOAD: 'x' } } }), 'cell.environment.LD_PRELOAD'],
  ] as const) {
    writeFileSync(path, text);
    assert.throws(() => readVaultSettings(path), { code: 'vault-settings-wrong', params: { problem } });
  }
  const environment = { VENDOR_CONFIG: '/etc/vendor.conf' };
  assert.deepEqual(environmentOf({ cell: { ...HSM, environment }, replicas: [fine] }), environment);
});
