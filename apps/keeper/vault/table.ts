import { randomBytes } from 'node:crypto';
import { seal, unseal } from './sealing.ts';

/** Where a key lies. */
export type Address = { epoch: string; slot: number };
/** An address as a map's key. */
export const addressKey = ({ epoch, slot }: Address): string => `${epoch}/${slot}`;

/**
 * The keys of one epoch, side by side; a dead one is zeros. `origins`: for each slot of a carry table, the addresses that
 * its key had before, the first one first. A month's table has none.
 */
export type Table = { keys: Buffer; origins: Address[][] };

export const KEY = 32;
const DEAD = Buffer.alloc(KEY);

/** All slots of a month's table, made when it is opened: leasing one never rewrites anything. */
export function newTable(slots: number): Table {
  return { keys: randomBytes(slots * KEY), origins: [] };
}

/** A view, not a copy: zeroing it kills the slot. */
export const keyAt = (table: Table, slot: number): Buffer =>
  table.keys.subarray(slot * KEY, (slot + 1) * KEY);
export const isDead = (table: Table, slot: number): boolean => keyAt(table, slot).equals(DEAD);
export const sizeOf = (table: Table): number => table.keys.length / KEY;

/** Sealed under the table's own root; `generation` counts its rewritings, so that an old one never passes for the new. */
export function sealTable(root: Uint8Array, table: Table, epoch: string, generation: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(sizeOf(table));
  const plain = Buffer.concat([head, table.keys, Buffer.from(JSON.stringify(table.origins))]);
  const sealed = seal(root, plain, aadOf(epoch, generation));
  plain.fill(0);
  return sealed;
}

/** Undefined where the bytes are not this generation of this epoch, sealed under this root. */
export async function openTable(
  root: Uint8Array,
  sealed: Uint8Array,
  epoch: string,
  generation: number,
): Promise<Table | undefined> {
  const plain = await unseal(root, sealed, aadOf(epoch, generation));
  if (!plain) return undefined;
  const end = 4 + plain.readUInt32BE() * KEY;
  return { keys: plain.subarray(4, end), origins: JSON.parse(plain.toString('utf8', end)) };
}

const aadOf = (epoch: string, generation: number): string =>
  `commonkey-vault-table-v1|${epoch}|${generation}`;
