import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import {
  auditLog,
  findLeaf,
  leafHash,
  proveConsistency,
  proveInclusion,
  readEntry,
  readTilePath,
  rootOf,
  type TileFile,
  tilePath,
  tilesOf,
  tileTree,
} from './index.ts';
import { leaf, leaves, testLog, testSigner } from './testing/log.ts';
import { mth } from './testing/oracle.ts';

const coded =
  (code: string, path?: string) =>
  (error: unknown): boolean =>
    isFault(error) && error.code === code && (path === undefined || error.params.path === path);
const log = (leafAt = leaf) => testLog(testSigner('city.example/ledger'), leafAt);

describe('paths (C2SP tlog-tiles)', () => {
  const known: [TileFile, string][] = [
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 2, index: 0, width: 1 }, 'tile/2/000.p/1'],
    [{ level: 'entries', index: 1000, width: 256 }, 'tile/entries/x001/000'],
  ];
  test('written as the specification writes them, and read back', () => {
    for (const [file, path] of known) {
      assert.equal(tilePath(file), path);
      assert.deepEqual(readTilePath(path), file);
    }
  });

  test('one file has one path', () => {
    for (const path of [
      'tile/00/000',
      'tile/64/000',
      'tile/-1/000',
      'tile/0/0',
      'tile/0/x000/001',
      'tile/0/x001/x234/67',
      'tile/0/001/000',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/07',
      'tile/0/../../checkpoint',
      '/tile/0/000',
      'tile/0/000/',
      'tile/data/000',
      'tile/0/x999/x999/x999/x999/x999/x999/999',
    ])
      assert.throws(() => readTilePath(path), coded('ledger-tile-path'), path);
  });
});

describe('growing', () => {
  test('70,000 leaves are the tiles of the specification’s example, and no other', async () => {
    const { files, grow } = log();
    await grow(70_000);
    const count = (pattern: RegExp) => [...files.keys()].filter((path) => pattern.test(path)).length;
    assert.equal(count(/^tile\/0\/\d{3}$/), 273);
    assert.equal(count(/^tile\/entries\/\d{3}$/), 273);
    assert.deepEqual(
      [...files.keys()].filter((path) => !/^tile\/(0|entries)\/\d{3}$/.test(path)),
      ['tile/1/000', 'tile/entries/273.p/112', 'tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1'],
    );
  });

  test('in any steps it reaches the files and the root of one step, and full files never change', async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steps, async (widths) => {
        const stepwise = log();
        const written = new Map<string, Uint8Array>();
        let size = 0;
        for (const width of widths) {
          size += width;
          const { root } = await stepwise.grow(size);
          for (const [path, bytes] of stepwise.files) {
            if (written.has(path)) assert.deepEqual(bytes, written.get(path), path);
            written.set(path, bytes);
          }
          assert.deepEqual(root, rootOf(leaves(size).map(leafHash)));
        }
        const once = log();
        const { root } = await once.grow(size);
        for (const [path, bytes] of once.files) assert.deepEqual(stepwise.files.get(path), bytes, path);
        await auditLog(stepwise.read, { size, root });
      }),
      { numRuns: 15, seed: 5 },
    );
  });

  test('nothing is written that was there already, and nothing for a tree that did not grow', async () => {
    const { read, grow } = log();
    await grow(300);
    const paths = async (to: number) => {
      const made: string[] = [];
      for await (const { path } of tilesOf(300, to, leaves(to - 300, 300), read)) made.push(path);
      return made;
    };
    assert.deepEqual(await paths(300), []);
    assert.deepEqual(await paths(301), ['tile/entries/001.p/45', 'tile/0/001.p/45']);
  });

  test('a partial tile that the log threw away is read from the full one', async () => {
    const { files, read, grow } = log();
    const early = await grow(300);
    const late = await grow(600);
    for (const path of files.keys()) if (path.endsWith('.p/44')) files.delete(path);
    assert.deepEqual(await tileTree(300, read).root(), early.root);
    await auditLog(read, early);
    await auditLog(read, late, early);
  });

  test('other than the promised number of leaves is refused', async () => {
    for (const count of [4, 6])
      await assert.rejects(async () => {
        for await (const _ of tilesOf(0, 5, leaves(count)));
      }, coded('ledger-index-out-of-range'));
  });
});

describe('proofs from tiles', () => {
  test('are those of the definition, whatever the size', async () => {
    const { read, grow } = log();
    const all = leaves(70_000).map(leafHash);
    await grow(70_000);
    for (const size of [1, 255, 256, 257, 512, 65_537, 70_000]) {
      const [tree, held] = [tileTree(size, prefix(read)), all.slice(0, size)];
      assert.deepEqual(await tree.root(), rootOf(held), `${size}`);
      for (const at of new Set([0, size - 1, Math.floor(size / 3)])) {
        assert.deepEqual(await tree.proveInclusion(at), proveInclusion(held, at), `${at} of ${size}`);
        assert.deepEqual(await tree.proveConsistency(at + 1), proveConsistency(held, at + 1));
      }
    }
    assert.deepEqual(await tileTree(300, prefix(read)).root(), mth(leaves(300)));
    assert.deepEqual(await tileTree(0, read).root(), mth([]));
  });

  /** Only full files and those of the largest size are there: smaller sizes read the front of wider tiles. */
  const prefix = (read: (path: string) => Promise<Uint8Array | null>) => async (path: string) => {
    const exact = await read(path);
    if (exact) return exact;
    const file = readTilePath(path);
    for (let width = 255; width > file.width; width -= 1) {
      const wider = await read(tilePath({ ...file, width }));
      if (wider) return wider.slice(0, file.width * 32);
    }
    return null;
  };

  test('a kept tile is read once, and forgetting tiles changes no answer', async () => {
    const { read, grow } = log();
    await grow(3000);
    const asked: string[] = [];
    const counting = async (path: string) => {
      asked.push(path);
      return read(path);
    };
    const [large, small] = [tileTree(3000, counting), tileTree(3000, read, 1)];
    for (const at of [0, 1, 255, 256, 2999, 0]) {
      assert.deepEqual(await large.proveInclusion(at), await small.proveInclusion(at));
    }
    assert.equal(new Set(asked).size, asked.length);
  });

  test('a leaf is found by what it is, and read by where it is', async () => {
    const { read, grow } = log();
    await grow(5000);
    assert.equal(await findLeaf(read, 5000, leaf(4711)), 4711);
    assert.deepEqual(await readEntry(read, 4711, 5000), leaf(4711));
    await assert.rejects(findLeaf(read, 5000, leaf(5000)), coded('ledger-leaf-unknown'));
  });

  test('no proof for a leaf or an earlier tree that is not there', async () => {
    const { read, grow } = log();
    await grow(5);
    const tree = tileTree(5, read);
    for (const index of [5, -1, 0.5])
      await assert.rejects(tree.proveInclusion(index), coded('ledger-index-out-of-range'));
    for (const size1 of [0, 6])
      await assert.rejects(tree.proveConsistency(size1), coded('ledger-index-out-of-range'));
  });
});

describe('auditing a log', () => {
  const SIZE = 66_000;
  const whole = log();
  const ready = whole.grow(300).then(async (early) => ({ early, late: await whole.grow(SIZE) }));
  /** The log with one file exchanged. */
  const with_ = (path: string, change: (bytes: Uint8Array) => Uint8Array | null) => async (asked: string) => {
    const bytes = await whole.read(asked);
    return asked === path && bytes ? change(bytes) : bytes;
  };

  test('a log that is what it says passes, with and without an earlier checkpoint', async () => {
    const { early, late } = await ready;
    await auditLog(whole.read, late);
    await auditLog(whole.read, late, early);
    await auditLog(whole.read, late, late);
    await auditLog(whole.read, { size: 0, root: mth([]) });
  });

  const flipped = (at: number) => (bytes: Uint8Array) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
  for (const [what, path, change, code, told = path] of [
    ['a changed entry', 'tile/entries/002', flipped(50), 'ledger-tile-differs', 'tile/0/002'],
    ['a changed leaf hash', 'tile/0/002', flipped(50), 'ledger-tile-differs'],
    ['a changed hash of a full higher tile', 'tile/1/000', flipped(50), 'ledger-tile-differs'],
    ['a changed hash of a partial higher tile', 'tile/1/001.p/1', flipped(5), 'ledger-tile-differs'],
    ['a changed hash of the highest tile', 'tile/2/000.p/1', flipped(5), 'ledger-tile-differs'],
    ['a missing bundle', 'tile/entries/002', () => null, 'ledger-tile-missing'],
    ['a missing tile', 'tile/0/257.p/208', () => null, 'ledger-tile-missing'],
    ['a tile cut short', 'tile/0/002', (b) => b.slice(0, -1), 'ledger-tile-truncated'],
    ['a tile cut short by a whole hash', 'tile/1/000', (b) => b.slice(32), 'ledger-tile-truncated'],
    ['a tile of another width', 'tile/2/000.p/1', (b) => new Uint8Array([...b, ...b]), 'ledger-tile-width'],
    ['a bundle cut short', 'tile/entries/257.p/208', (b) => b.slice(0, -34), 'ledger-bundle-truncated'],
    ['a bundle cut inside an entry', 'tile/entries/002', (b) => b.slice(0, -3), 'ledger-bundle-truncated'],
    [
      'a bundle with more behind it',
      'tile/entries/002',
      (b) => new Uint8Array([...b, 0]),
      'ledger-bundle-width',
    ],
    ['an entry of another length', 'tile/entries/002', flipped(35), 'ledger-entry-size'],
  ] satisfies [string, string, (bytes: Uint8Array) => Uint8Array | null, string, string?][])
    test(`${what} is told: ${code}`, async () => {
      const { late } = await ready;
      await assert.rejects(auditLog(with_(path, change), late), coded(code, told));
    });

  test('a root that the entries do not give is told', async () => {
    const { early, late } = await ready;
    await assert.rejects(auditLog(whole.read, { ...late, root: early.root }), coded('ledger-root-differs'));
  });

  test('a log with another past is a fork, a shorter one is rewound', async () => {
    const { early, late } = await ready;
    const rewritten = log((i) => (i === 17 ? leaf(99_999) : leaf(i)));
    const other = await rewritten.grow(600);
    await auditLog(rewritten.read, other);
    await assert.rejects(auditLog(rewritten.read, other, early), coded('ledger-forked'));
    await assert.rejects(auditLog(rewritten.read, other, late), coded('ledger-rewound'));
    const same = await rewritten.grow(SIZE);
    await assert.rejects(auditLog(rewritten.read, same, late), coded('ledger-forked'));
  });
});
