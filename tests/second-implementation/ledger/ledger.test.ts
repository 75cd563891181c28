// Go's checksum database libraries (Debian's golang-golang-x-mod-dev) read our ledger, and we read theirs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  noteVerifierKey,
  readCheckpoint,
  readVerifierKey,
  tileTree,
  verifyCosignatures,
} from '../../../packages/ledger/index.ts';
import { leaf, testLog, testSigner } from '../../../packages/ledger/testing/log.ts';

const LIBRARIES = '/usr/share/gocode';
const here = dirname(fileURLToPath(import.meta.url));
const goEnvironment = (cache: string) => ({
  ...process.env,
  GO111MODULE: 'off',
  GOPATH: LIBRARIES,
  GOFLAGS: '',
  GOCACHE: cache,
  CGO_ENABLED: '0',
});
const found = spawnSync('go', ['list', 'golang.org/x/mod/sumdb/tlog'], { env: goEnvironment(tmpdir()) });
const skip = found.status !== 0 && 'Go, or Debian’s golang-golang-x-mod-dev, is missing';

/** Above 65,536 there are three levels of tiles; the earlier tree ends in the middle of one. */
const [EARLIER, SIZE] = [777, 65_800];
const PLACES = [0, 1, 255, 256, 776, 32_768, 65_535, 65_536, 65_799];

type Answer = {
  Inclusion: string[][];
  Consistency: string[];
  Root: string;
  VerifierKey: string;
  Checkpoint: string;
  WitnessKey: string;
};

describe('a ledger in Go', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ck-go-'));
  const signer = testSigner('city.example/ledger');
  const log = testLog(signer);
  const program = join(folder, 'read-ledger');
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  let asked: {
    Folder: string;
    VerifierKey: string;
    Checkpoint: string;
    Earlier: string;
    Inclusion: { Index: number; Leaf: string; Proof: string[] }[];
    Consistency: string[];
  };
  const ask = (question: typeof asked) =>
    spawnSync(program, [], { input: JSON.stringify(question), encoding: 'utf8' });

  before(async () => {
    const built = spawnSync('go', ['build', '-o', program, '.'], {
      cwd: here,
      env: goEnvironment(join(folder, 'cache')),
      encoding: 'utf8',
    });
    assert.equal(built.stderr + built.stdout, '');
    const earlier = await log.grow(EARLIER);
    const late = await log.grow(SIZE);
    for (const [path, bytes] of log.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const tree = tileTree(SIZE, log.read);
    asked = {
      Folder: folder,
      VerifierKey: noteVerifierKey(signer.name, signer.publicKey),
      Checkpoint: late.note,
      Earlier: earlier.note,
      Inclusion: await Promise.all(
        PLACES.map(async (at) => ({
          Index: at,
          Leaf: base64(leaf(at)),
          Proof: (await tree.proveInclusion(at)).map(base64),
        })),
      ),
      Consistency: (await tree.proveConsistency(EARLIER)).map(base64),
    };
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('it reads our checkpoints, entries and tiles, takes our proofs and makes the same ones', async () => {
    const { status, stderr, stdout } = ask(asked);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    const said = JSON.parse(stdout) as Answer;
    assert.deepEqual(
      said.Inclusion,
      asked.Inclusion.map(({ Proof }) => Proof),
    );
    assert.deepEqual(said.Consistency, asked.Consistency);
    assert.equal(said.Root, asked.Checkpoint.split('\n')[2]);
  });

  test('what it signs and its witness cosigns, we read', async () => {
    const said = JSON.parse(ask(asked).stdout) as Answer;
    const checkpoint = await readCheckpoint(said.Checkpoint, readVerifierKey(said.VerifierKey));
    assert.equal(checkpoint.size, SIZE);
    assert.equal(base64(checkpoint.root), said.Root);
    assert.deepEqual(await verifyCosignatures(said.Checkpoint, [readVerifierKey(said.WitnessKey)], 1), [
      { witness: 'witness.example/go', time: 1_679_315_147 },
    ]);
  });

  test('it refuses what is false: the check is real', () => {
    const [first, second] = asked.Inclusion;
    assert.ok(first && second);
    const moved = { ...asked, Inclusion: [{ ...first, Index: second.Index }] };
    assert.notEqual(ask(moved).status, 0);
    assert.notEqual(ask({ ...asked, Consistency: asked.Consistency.toReversed() }).status, 0);
    const other = noteVerifierKey(signer.name, testSigner(signer.name, 9).publicKey);
    assert.notEqual(ask({ ...asked, VerifierKey: other }).status, 0);
  });
});
