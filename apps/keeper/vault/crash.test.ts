import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fileCell } from './cell-file.ts';
import { realDisk } from './disk.ts';
import { addresses, type Ground, ground, type Held, leaseFrom, openKeys } from './testing/fresh.ts';
import { type Stop, stoppingDisk } from './testing/stopping-disk.ts';
import type { Vault } from './vault.ts';

class Gone extends Error {}
const vanish = (): never => {
  throw new Gone();
};

/** Every byte below a folder but what changes with each look: a second recovery must leave it as it is. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) hash.update(`${name}\n`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

type Scene = { doomed: Held[]; others: Held[] };
type Check = (vault: Vault, scene: Scene) => Promise<void>;

/**
 * Stops the act at its first durable step, at its second, and so on until it passes; after each, restarts twice and looks.
 * The number of steps is found, not given.
 */
async function stopEverywhere(
  t: TestContext,
  {
    prepare,
    act,
    check,
  }: {
    prepare: (at: Ground) => Promise<Scene>;
    act: (vault: Vault, scene: Scene) => Promise<unknown>;
    check: Check;
  },
): Promise<void> {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const scene = await prepare(at);
  const saved = at.save();
  const points: string[] = [];
  for (const how of ['before', 'half'] satisfies Stop[]) {
    for (let n = 1; ; n++) {
      at.load(saved);
      const disk = stoppingDisk(realDisk, n, how, vanish);
      const acted = await act(at.open({ disk, settings }), scene).then(
        () => true,
        () => false,
      );
      const label = `${how} ${n}`;
      const again = at.open({ settings });
      await check(again, scene).catch((error: unknown) => {
        throw new Error(`stopped ${label}`, { cause: error });
      });
      await again['vault-status']({});
      const once = fingerprint(at.folder);
      await at.open({ settings })['vault-alive']({ items: addresses(scene.others) });
      assert.equal(fingerprint(at.folder), once, `a second recovery changes nothing (${label})`);
      // And what was stopped can be done again, to its end.
      await act(again, scene);
      for (const cell of ['vault.cell', 'cellar.cell'])
        assert.equal(
          (await fileCell(join(at.folder, cell), realDisk).read()).length,
          1,
          `${label}: one root`,
        );
      if (!disk.stopped()) {
        assert.ok(acted, 'what nothing stops does not fail');
        break;
      }
      points.push(label);
    }
  }
  assert.ok(points.length >= 8, `only ${points.length} points`);
  t.diagnostic(`${points.length} crash points`);
}

const twoTables = async (at: Ground): Promise<Scene> => {
  const vault = at.open({ settings: { replicas: [at.replica] } });
  const held = await leaseFrom(vault, 20);
  await vault['vault-status']({});
  return { doomed: held.filter((_, i) => i % 4 === 0), others: held.filter((_, i) => i % 4 !== 0) };
};

/** All of one change, or nothing of it. */
const oneOrOther = (keys: (string | null)[], before: (string | null)[], after: (string | null)[]): void => {
  const now = JSON.stringify(keys);
  assert.ok(now === JSON.stringify(before) || now === JSON.stringify(after), `half a change: ${now}`);
};

describe('killed at every durable step (F-01, I12)', () => {
  test('shredding: all of the named keys are gone or all are there, and nobody else’s is touched', (t) =>
    stopEverywhere(t, {
      prepare: twoTables,
      act: (vault, { doomed }) => vault['vault-shred']({ items: addresses(doomed) }),
      check: async (vault, { doomed, others }) => {
        assert.deepEqual(
          await openKeys(vault, others),
          others.map(({ key }) => key),
        );
        oneOrOther(
          await openKeys(vault, doomed),
          doomed.map(({ key }) => key),
          doomed.map(() => null),
        );
      },
    }));

  test('the first lease ever, and one that opens a volume: what was not answered is never given twice', async (t) => {
    for (const first of [0, 10]) {
      let given: Held[] = [];
      await stopEverywhere(t, {
        prepare: async (at) => {
          const vault = at.open({ settings: { replicas: [at.replica] } });
          const others = first === 0 ? [] : await leaseFrom(vault, first);
          if (first > 0) await vault['vault-status']({});
          return { doomed: [], others };
        },
        act: async (vault) => {
          given = [];
          given = await leaseFrom(vault, 12);
        },
        check: async (vault, { others }) => {
          assert.deepEqual(
            await openKeys(vault, others),
            others.map(({ key }) => key),
          );
          assert.deepEqual(
            await openKeys(vault, given),
            given.map(({ key }) => key),
          );
          const fresh = await leaseFrom(vault, 3);
          const taken = new Set(
            [...others, ...given].flatMap(({ epoch, slot, key }) => [`${epoch}/${slot}`, key]),
          );
          for (const { epoch, slot, key } of fresh)
            assert.ok(!taken.has(`${epoch}/${slot}`) && !taken.has(key));
        },
      });
    }
  });

  test('carrying: a key is in its month or with its hold, found under both names, never in neither', (t) =>
    stopEverywhere(t, {
      prepare: twoTables,
      act: (vault, { doomed }) => vault['vault-carry']({ to: 'hold:1', items: addresses(doomed) }),
      check: async (vault, { doomed, others }) => {
        for (const held of [doomed, others])
          assert.deepEqual(
            await openKeys(vault, held),
            held.map(({ key }) => key),
          );
      },
    }));

  test('the end of an epoch: it is over or it is not, and its neighbours live', (t) =>
    stopEverywhere(t, {
      prepare: async (at) => {
        const vault = at.open({ settings: { replicas: [at.replica] } });
        const doomed = await leaseFrom(vault, 5);
        const others = await leaseFrom(vault, 5, '2026-12');
        await vault['vault-shred']({ items: addresses(doomed) });
        return { doomed, others };
      },
      act: (vault, { doomed }) => vault['vault-expire']({ epoch: doomed[0]?.epoch ?? '' }),
      check: async (vault, { doomed, others }) => {
        assert.deepEqual(
          await openKeys(vault, others),
          others.map(({ key }) => key),
        );
        assert.deepEqual(
          await openKeys(vault, doomed),
          doomed.map(() => null),
        );
      },
    }));
});
