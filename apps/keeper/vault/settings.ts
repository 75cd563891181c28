import { readFileSync } from 'node:fs';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { KeeperCode } from '../codes.ts';

const fileCell = z.strictObject({
  kind: z.literal('file'),
  /** On a disk that is in no backup and no snapshot. */
  path: z.string().min(1),
});
/** None that would change what the process runs. */
const variable = z.string().regex(/^(?!NODE_|LD_|DYLD_)[A-Z][A-Z0-9_]*$/);
const pkcs11Cell = z.strictObject({
  kind: z.literal('pkcs11'),
  /** The vendor's library, for example /usr/lib/softhsm/libsofthsm2.so. */
  module: z.string().min(1),
  /** Label of the token. */
  token: z.string().min(1).max(32),
  /** File with the user PIN, readable by the keeper alone. */
  pinFile: z.string().min(1),
  /** Names this vault's roots on the token; one name a city and replica. */
  label: z.string().min(1).max(64),
  /** Folder of the npm package pkcs11js, where Node does not find it by itself. */
  binding: z.string().min(1).exactOptional(),
  /** Variables that the library reads: the key process is started with these and no others. */
  environment: z.record(variable, z.string()).exactOptional(),
});
export const cellSettings = z.discriminatedUnion('kind', [fileCell, pkcs11Cell]);
export type CellSettings = z.infer<typeof cellSettings>;

const name = z.string().regex(/^[a-z0-9-]{1,40}$/);
const cap = z.number().int().positive().exactOptional();

/** Of the vault: none is needed, and a city without online applications never gets one. */
export const vaultSettings = z.strictObject({
  /** Of the vault's own root; a file beside the keeper's cell if absent. */
  cell: cellSettings.exactOptional(),
  replicas: z
    .array(z.strictObject({ name, folder: z.string().min(1), cell: cellSettings }))
    .max(4)
    .exactOptional(),
  /** Slots in a new table. */
  volume: z.number().int().min(16).max(1_000_000).exactOptional(),
  /** What a compromised city hall can get opened before somebody notices: keys an hour. */
  caps: z.strictObject({ staff: cap, desk: cap, notice: cap, event: cap, resident: cap }).exactOptional(),
});
export type VaultSettings = z.infer<typeof vaultSettings>;

/** What the key process's environment has to hold for its cells. */
export function environmentOf({ cell, replicas = [] }: VaultSettings): Record<string, string> {
  const cells = [cell, ...replicas.map((replica) => replica.cell)];
  return Object.assign({}, ...cells.map((one) => (one?.kind === 'pkcs11' ? one.environment : undefined)));
}

/**
 * Settings from a JSON file. Relative paths are of the process. Fault `vault-settings-wrong`, with `problem`: the first
 * field that is wrong, or why the file cannot be read.
 */
export function readVaultSettings(path: string): VaultSettings {
  const wrong = (problem: string, cause?: unknown) =>
    new Fault<KeeperCode>('vault-settings-wrong', { problem }, { cause });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong(path, error);
  }
  const read = vaultSettings.safeParse(json);
  if (!read.success) throw wrong(read.error.issues[0]?.path.join('.') || path);
  return read.data;
}

export type VaultCaps = { staff: number; desk: number; notice: number; event: number; resident: number };
/**
 * Keys an hour. Ten reviewers at four minutes an application open some 600; ten desks that open in the same hour, with 400
 * cards waiting, 4,000. Desks have a cap of their own, so that a busy morning there stops no review. An event day that is cancelled
 * is told to all who are in its draw within the hour.
 */
export const DEFAULT_CAPS: VaultCaps = {
  staff: 1_000,
  desk: 5_000,
  notice: 500,
  event: 10_000,
  resident: 20_000,
};
export const DEFAULT_VOLUME = 4_096;
/** The vault itself among its replicas. */
export const PRIMARY = 'main';
