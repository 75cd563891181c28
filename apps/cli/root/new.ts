import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newRoot, thumbprint } from '@commonkey/credential';
import { speaker } from '@commonkey/words';
import { cardFault } from '../card/codes.ts';
import { systemCode, writeNew } from '../card/files.ts';
import { readFlags } from '../card/flags.ts';
import { cardWords } from '../card/words.ts';
import type { Io } from '../io.ts';
import { askPassphrase } from './passphrase.ts';
import { sealRoot } from './root-file.ts';

export const PRIVATE_FILE = 'root.key.json';
export const PUBLIC_FILE = 'root.public.json';

/**
 * `root new --out DIR`: the offline root. Writes its private key sealed under a passphrase (0600) and its public key;
 * writes over nothing. Faults: `cli-file-exists`, `cli-file-not-written`, `passphrase-*`.
 */
export async function rootNew(argv: string[], io: Io): Promise<number> {
  const folder = readFlags(argv, { texts: ['out'] }).needed('out');
  const say = speaker('en', cardWords.en ?? {});
  const [privatePath, publicPath] = [join(folder, PRIVATE_FILE), join(folder, PUBLIC_FILE)];
  for (const path of [privatePath, publicPath])
    if (existsSync(path)) throw cardFault('cli-file-exists', { path });
  const passphrase = await askPassphrase(io, say, { isNew: true });
  makeFolder(folder);
  const { privateJwk, publicJwk } = await newRoot();
  writeNew(privatePath, `${JSON.stringify(sealRoot(privateJwk, passphrase), null, 2)}\n`, 0o600);
  writeNew(publicPath, `${JSON.stringify(publicJwk, null, 2)}\n`);
  io.out(say('root.made', { thumbprint: thumbprint(publicJwk), path: privatePath }));
  return 0;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw cardFault('cli-file-not-written', { path, why: systemCode(error) }, error);
  }
}
