import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realDisk } from './disk.ts';
import { wipe } from './roots.ts';
import { openStore, type StoreSettings } from './store.ts';
import { isDead, keyAt, openTable, type Table } from './table.ts';
import type { View } from './view.ts';

export type Drilled = {
  replica: string;
  tables: number;
  keys: number;
  holds: number;
  holdsAmiss: number;
  failed: string[];
  behind: number;
};

/**
 * Restores a replica's files into a folder aside, opens them with that replica's root alone, and compares every living
 * key with the vault's by a keyed digest, and every hold. Shows no key and changes nothing.
 */
export async function drill(view: View, replica: StoreSettings): Promise<Drilled> {
  const aside = await mkdtemp(join(tmpdir(), 'commonkey-drill-'));
  try {
    await copyVault(replica, aside);
    const roots = await openStore({ ...replica, folder: aside, disk: realDisk }).read();
    const secret = randomBytes(32);
    const theirs = new Set(roots.index.holds.map((one) => JSON.stringify(one)));
    const holds = view.index.holds.filter((one) => theirs.has(JSON.stringify(one))).length;
    const told: Drilled = {
      replica: replica.name,
      tables: 0,
      keys: 0,
      holds,
      holdsAmiss: view.index.holds.length - holds,
      failed: [],
      behind: view.index.sequence - roots.index.sequence,
    };
    for (const { epoch, leased } of view.index.epochs) {
      const expected = digest(secret, await view.table(epoch), leased);
      const entry = roots.index.epochs.find((held) => held.epoch === epoch);
      const root = entry && roots.secrets.get(entry.file);
      const sealed = entry && (await realDisk.read(join(aside, 'tables', entry.file)));
      const table = root && sealed && (await openTable(root, sealed, epoch, entry.generation));
      const found = table ? digest(secret, table, leased) : undefined;
      table?.keys.fill(0);
      told.tables += 1;
      if (found?.value === expected.value) told.keys += expected.keys;
      else told.failed.push(epoch);
    }
    wipe(roots);
    return told;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function copyVault({ folder, disk }: StoreSettings, aside: string): Promise<void> {
  await realDisk.makeFolder(join(aside, 'tables'));
  const names = (await disk.list(join(folder, 'tables'))).map((file) => join('tables', file));
  for (const name of ['roots', ...names]) {
    const bytes = await disk.read(join(folder, name));
    if (bytes) await realDisk.write(join(aside, name), bytes);
  }
}

/** Of the living keys with their places. */
function digest(secret: Buffer, table: Table, leased: number): { value: string; keys: number } {
  const mac = createHmac('sha256', secret);
  const place = Buffer.alloc(4);
  let keys = 0;
  for (let slot = 0; slot < leased; slot++) {
    if (isDead(table, slot)) continue;
    place.writeUInt32BE(slot);
    mac.update(place).update(keyAt(table, slot));
    keys += 1;
  }
  return { value: mac.digest('hex'), keys };
}
