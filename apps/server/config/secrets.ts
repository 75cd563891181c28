import { hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@commonkey/words';
import type { ConfigCode } from './errors.ts';

/** Keys of this service alone. No key here opens a record or signs a card: those live with the keeper. */
export type Secrets = {
  /** Ties a form to the session it was made for. */
  readonly csrf: Uint8Array;
  /** Finds an application by its continuation code: with the database alone nobody can try codes. */
  readonly codes: Uint8Array;
  /** Seals what a hold says: whoever can write the whole database and nothing else can lift none. */
  readonly holds: Uint8Array;
};

const SIZE = 32;

/**
 * Reads the service's secret, or makes it on the first start: 32 random bytes in `<data>/secrets/server.key`, mode 0600
 * in a 0700 folder, from which each use derives a key of its own (HKDF-SHA256, RFC 5869).
 *
 * @throws Fault `secrets-unreadable` when the file is there and is not ours
 */
export function loadSecrets(dataFolder: string): Secrets {
  const folder = join(dataFolder, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'server.key');
  const seed = read(path) ?? make(path);
  if (seed.length !== SIZE) throw new Fault<ConfigCode>('secrets-unreadable', { file: 'secrets/server.key' });
  const derive = (use: string) => derived(seed, use);
  return { csrf: derive('csrf'), codes: derive('codes'), holds: derive('holds') };
}

/** What holds of a data folder are sealed under, for whoever only looks; null where no service has ever started there. */
export function sealKeyIn(dataFolder: string): Uint8Array | null {
  const seed = read(join(dataFolder, 'secrets', 'server.key'));
  return seed && derived(seed, 'holds');
}

const derived = (seed: Uint8Array, use: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(), `commonkey ${use} v1`, SIZE));

function read(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new Fault<ConfigCode>('secrets-unreadable', { file: 'secrets/server.key' }, { cause });
  }
}

function make(path: string): Uint8Array {
  const seed = randomBytes(SIZE);
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeSync(file, seed);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
  return seed;
}
