import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

let made = 0;

/** Writes a public file so that whoever reads it, or whatever cuts the power, meets the old one or the new one, whole. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  made += 1;
  const aside = `${path}.${process.pid}.${made}.new`;
  const file = await open(aside, 'w', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}

/** Null where there is no such file. */
export async function readIf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (Object(error).code === 'ENOENT') return null;
    throw error;
  }
}
