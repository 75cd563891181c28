import { join, resolve } from 'node:path';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { fileCell } from './cell-file.ts';
import { pkcs11Cell } from './cell-pkcs11.ts';
import { type Disk, realDisk } from './disk.ts';
import type { RootCell } from './root-cell.ts';
import { type CellSettings, PRIMARY, type VaultSettings } from './settings.ts';
import type { VaultParts } from './vault.ts';

/**
 * A keeper's folder and settings as the parts of its vault. Touches nothing yet. Fault `vault-settings-wrong` where two
 * replicas would share a folder, a cell or a name: one's change would destroy the other's root.
 */
export function vaultParts(
  keeperFolder: string,
  settings: VaultSettings,
  clock: () => Date,
  disk: Disk = realDisk,
): VaultParts {
  const own = {
    name: PRIMARY,
    folder: join(keeperFolder, 'vault'),
    // Beside the keeper's other cell and outside the vault's folder, so that a copy of the folder is no copy of it.
    cell: settings.cell ?? { kind: 'file' as const, path: join(keeperFolder, 'vault.cell') },
  };
  const all = [own, ...(settings.replicas ?? [])];
  for (const part of [({ name }: typeof own) => name, ({ folder }: typeof own) => resolve(folder), placeOf])
    if (new Set(all.map(part)).size < all.length)
      throw new Fault<KeeperCode>('vault-settings-wrong', { problem: 'replicas' });
  const [primary, ...replicas] = all.map(({ name, folder, cell }) => ({
    name,
    folder,
    cell: cellOf(cell, disk),
    disk,
  }));
  if (!primary) throw new Fault<KeeperCode>('vault-settings-wrong', { problem: 'replicas' });
  const lost = join(keeperFolder, 'keys-lost.json');
  return { primary, replicas, clock, lost, volume: settings.volume, caps: settings.caps };
}

const placeOf = ({ cell }: { cell: CellSettings }): string =>
  cell.kind === 'file' ? resolve(cell.path) : `${cell.module} ${cell.token}`;

export function cellOf(settings: CellSettings, disk: Disk): RootCell {
  return settings.kind === 'pkcs11' ? pkcs11Cell(settings) : fileCell(settings.path, disk);
}
