import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  leafHash,
  noteVerifierKey,
  type ReadFile,
  readEntry,
  signCheckpoint,
  tilesOf,
  tileTree,
  verifyInclusion,
} from '@commonkey/ledger';
import { testSigner } from '@commonkey/ledger/testing/log.ts';
import { ledgerVerify } from '../../apps/cli/ledger/verify.ts';
import { random } from '../../apps/server/vault/testing/hall.ts';
import type { Undo } from '../undo.ts';
import { type Series, timed } from '../verify/samples.ts';

const WARM = 20;

export type LogOnDisk = { folder: string; key: string; size: number; root: Uint8Array; read: ReadFile };

/** A ledger of so many random leaves as the static files that a city serves. */
export async function logOnDisk(bench: Undo, size: number): Promise<LogOnDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-bench-log-'));
  bench.after(() => rm(folder, { recursive: true, force: true }));
  const growing = tilesOf(0, size, randomLeaves(size));
  let next = await growing.next();
  for (; !next.done; next = await growing.next()) {
    const path = join(folder, next.value.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, next.value.bytes);
  }
  const signer = testSigner('city.example/ledger');
  const key = noteVerifierKey(signer.name, signer.publicKey);
  await writeFile(join(folder, 'checkpoint'), await signCheckpoint(size, next.value, signer));
  return { folder, key, size, root: next.value, read: (path) => readFile(join(folder, path)) };
}

function* randomLeaves(count: number): Generator<Uint8Array> {
  for (let i = 0; i < count; i += 1) yield random(32);
}

/**
 * Inclusion proofs of leaves all over the tree, each checked afterwards.
 * @param keep false reads every tile from the disk again for every proof
 */
export async function proveFromTiles(
  { size, root, read }: LogOnDisk,
  runs: number,
  keep: boolean,
): Promise<Series> {
  const kept = tileTree(size, read);
  const places = Array.from({ length: WARM + runs }, () =>
    Number(BigInt.asUintN(48, drawn()) % BigInt(size)),
  );
  const made: { index: number; proof: Uint8Array[] }[] = [];
  const series = await timed(places, WARM, async (index) => {
    const tree = keep ? kept : tileTree(size, read);
    made.push({ index, proof: await tree.proveInclusion(index) });
  });
  for (const { index, proof } of made)
    verifyInclusion({ index, size, hash: leafHash(await readEntry(read, index, size)), proof, root });
  return series;
}

const drawn = (): bigint => random(6).reduce((value, byte) => value * 256n + BigInt(byte), 0n);

/** `commonkey ledger verify`, as an auditor runs it; in milliseconds. */
export async function verifyWhole(
  { folder, key, size }: LogOnDisk,
  runs: number,
  now: Date,
): Promise<Series> {
  return timed(Array.from({ length: runs }), 0, async () => {
    let said = '';
    const out = (text: string): void => {
      said += text;
    };
    const io = { out, err: () => {}, now: () => now };
    const code = await ledgerVerify([folder, '--key', key, '--json'], io);
    if (code !== 0 || JSON.parse(said).size !== size)
      throw new Error(`the bench's ledger does not hold: ${said}`);
  });
}
