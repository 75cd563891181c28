import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Disk, realDisk } from '../disk.ts';
import { vaultParts } from '../parts.ts';
import type { VaultSettings } from '../settings.ts';
import type { Address } from '../table.ts';
import { openVault, type Vault } from '../vault.ts';

/** Small tables, so that tests reach the second volume. */
export const SLOTS = 16;
export const NOW = new Date('2026-11-22T12:00:00Z');
/** A month that is over at `NOW`, so that its tables may end. */
export const PAST = '2026-10';

export type Ground = {
  folder: string;
  /** As after a restart: nothing remembered but what is on the medium. */
  open(over?: { disk?: Disk; now?: Date; settings?: VaultSettings }): Vault;
  /** A second replica's settings. */
  replica: { name: string; folder: string; cell: { kind: 'file'; path: string } };
  /** The state of the medium, to come back to. */
  save(): string;
  load(saved: string): void;
};

export function ground(t: Pick<TestContext, 'after'>, under = tmpdir()): Ground {
  const at = mkdtempSync(join(under, 'ck-vault-'));
  t.after(() => rmSync(at, { recursive: true, force: true }));
  const folder = join(at, 'keeper');
  mkdirSync(folder);
  let saves = 0;
  return {
    folder,
    replica: {
      name: 'cellar',
      folder: join(folder, 'cellar'),
      cell: { kind: 'file', path: join(folder, 'cellar.cell') },
    },
    open: ({ disk = realDisk, now = NOW, settings = {} } = {}) => {
      const all = { volume: SLOTS, ...settings };
      return openVault({ ...vaultParts(folder, all, () => now, disk), steady: () => now.getTime() });
    },
    save() {
      saves += 1;
      const saved = join(at, `saved-${saves}`);
      cpSync(folder, saved, { recursive: true });
      return saved;
    },
    load(saved) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(saved, folder, { recursive: true });
    },
  };
}

export type Held = Address & { key: string };

export async function leaseFrom(
  vault: Vault,
  count: number,
  month = PAST,
  series = 'papers',
): Promise<Held[]> {
  const { slots } = await vault['vault-lease']({ series, lock: 'papers', month, count });
  return slots;
}

export const addresses = (held: readonly Address[]): Address[] =>
  held.map(({ epoch, slot }) => ({ epoch, slot }));

export async function openKeys(vault: Vault, held: readonly Address[]): Promise<(string | null)[]> {
  if (held.length === 0) return [];
  const asked = { items: addresses(held), approvals: [], purpose: 'resident' as const };
  return (await vault['vault-open'](asked)).keys;
}
