import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { plainDateIn } from '@commonkey/program';
import { programDigest } from '../config/program.ts';
import type { Context } from '../context.ts';
import { keeperOf } from '../keeper/client.ts';
import { type Statement, state } from '../store/statements.ts';

/** Of each app by its name. */
export type Digests = Readonly<Record<string, string>>;

/**
 * Says in the ledger what the city runs on, where that changed: the offline apps it serves, its rules, its keys. At the start
 * and once a day. Faults of the key process.
 */
export async function sayWhatIsServed(context: Context, apps: Digests): Promise<void> {
  const { store, program, config } = context;
  const said: Statement[] = [
    { kind: 'program-in-force', subject: program.program.id, digest: programDigest(program.files) },
  ];
  for (const [subject, digest] of Object.entries(apps)) said.push({ kind: 'app-served', subject, digest });
  const today = plainDateIn(program.program.city.timeZone, context.clock.now());
  const keys = await keeperOf({ config }).ask('public-keys', {});
  for (const { kid } of keys.roots) said.push({ kind: 'root-key-pinned', subject: 'root', digest: kid });
  for (const { quarter, until, publicJwk } of keys.issuing) {
    said.push({ kind: 'issuing-key-made', subject: quarter, digest: publicJwk.kid });
    if (until < today) said.push({ kind: 'issuing-key-retired', subject: quarter, digest: publicJwk.kid });
  }
  await store.write(async (tx) => {
    for (const one of said) await state(tx, one, context);
  });
}

/** @param apps folder of each served app, read once at the start, as the service itself does */
export async function digestsOf(apps: Readonly<Record<string, string>>): Promise<Digests> {
  const digests: Record<string, string> = {};
  for (const [name, folder] of Object.entries(apps)) digests[name] = await appDigest(folder);
  return digests;
}

/**
 * What `find . -type f ! -name build.json | LC_ALL=C sort | xargs sha256sum | sha256sum` prints in an app's folder: the
 * hash that its page shows at its foot, computed from the bytes and not taken from the build's word.
 */
export async function appDigest(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((one) => one.isFile() && one.name !== 'build.json')
    .map((one) => relative(folder, join(one.parentPath, one.name)).replaceAll('\\', '/'))
    .sort((a, b) => (a < b ? -1 : 1));
  const listing = createHash('sha256');
  for (const path of paths) {
    const digest = createHash('sha256')
      .update(await readFile(join(folder, path)))
      .digest('hex');
    listing.update(`${digest}  ./${path}\n`);
  }
  return listing.digest('hex');
}
