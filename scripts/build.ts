/** Builds the two offline apps into `dist/`, where the service finds them. Same sources, same bytes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDesk } from '../apps/desk/build.ts';
import { buildVerify } from '../apps/verify/build.ts';

export async function buildAll(out = 'dist'): Promise<Record<string, string>> {
  await mkdir(out, { recursive: true });
  const desk = await buildDesk(join(out, 'desk'));
  const verify = await buildVerify(join(out, 'verify'));
  const hashes = { desk: desk.hash, verify: verify.hash };
  await writeFile(join(out, 'builds.json'), `${JSON.stringify(hashes, null, 2)}\n`);
  return hashes;
}

if (import.meta.main) {
  const hashes = await buildAll();
  for (const [app, hash] of Object.entries(hashes)) console.log(`${app}  ${hash}`);
}
