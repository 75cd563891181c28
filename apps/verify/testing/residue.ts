import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A canary as it may lie on a disk: UTF-8, UTF-16 in both byte orders, base64 at its three offsets. */
export function disguises(canary: string | Uint8Array): Buffer[] {
  const plain = Buffer.from(canary as Uint8Array);
  const wide =
    typeof canary === 'string'
      ? [Buffer.from(canary, 'utf16le'), Buffer.from(canary, 'utf16le').swap16()]
      : [];
  const base64 = [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), plain])
      .toString('base64')
      .replaceAll('=', '');
    // The first and last characters also depend on what stands beside the canary.
    return Buffer.from(padded.slice(offset === 0 ? 0 : offset + 1, -2));
  });
  return [plain, ...wide, ...base64];
}

/** Files below the folders that hold any of the canaries in any disguise. */
export async function filesHolding(
  folders: readonly string[],
  canaries: readonly (string | Uint8Array)[],
): Promise<string[]> {
  const sought = canaries.flatMap(disguises);
  const found: string[] = [];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const bytes = await readFile(path);
      if (sought.some((one) => bytes.includes(one))) found.push(path);
    }
  }
  return found;
}
