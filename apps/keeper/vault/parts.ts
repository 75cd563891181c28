import { join } from 'node:path';
import { fileCell } from './cell-file.ts';
import { pkcs11Cell } from './cell-pkcs11.ts';
import { type Disk, realDisk } from './disk.ts';
import type { RootCell } from './root-cell.ts';
import { type CellSettings, PRIMARY, type VaultSettings } from './settings.ts';
import type { VaultParts } from './vault.ts';

/** A keeper's folder and settings as the parts of its vault. Touches nothing yet. */
export function vaultParts(
  keeperFolder: string,
  settings: VaultSettings,
  clock: () => Date,
  disk: Disk = realDisk,
): VaultParts {
  // Beside the keeper's other cell and outside the vault's folder: that one may be backed up, the cells may not.
  const cell = settings.cell ?? { kind: 'file', path: join(keeperFolder, 'vault.cell') };
  return {
    primary: { name: PRIMARY, folder: join(keeperFolder, 'vault'), cell: cellOf(cell, disk), disk },
    replicas: (settings.replicas ?? []).map(({ name, folder, cell: own }) => ({
      name,
      folder,
      cell: cellOf(own, disk),
      disk,
    })),
    clock,
    volume: settings.volume,
    caps: settings.caps,
  };
}

export function cellOf(settings: CellSettings, disk: Disk): RootCell {
  return settings.kind === 'pkcs11' ? pkcs11Cell(settings) : fileCell(settings.path, disk);
}
