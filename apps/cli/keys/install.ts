import { speaker } from '@commonkey/words';
import { readJson } from '../card/files.ts';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { withKeeper } from './city.ts';
import { keysFault } from './codes.ts';
import { fileArgument } from './file-argument.ts';
import { keysWords } from './words.ts';

/**
 * `keys install FILE`: hands the certificate that `root certify` wrote to the running key process, which checks it against
 * the pinned root. Faults: `certificate-file-malformed`, the keeper's `root-not-pinned` and `certificate-*`,
 * `keeper-not-running`.
 */
export async function keysInstall(argv: string[], io: Io): Promise<number> {
  const { file, rest } = fileArgument(argv, 'keys install FILE');
  readFlags(rest, { texts: [] });
  const certificate = readCertificateFile(file);
  const { quarter } = await withKeeper((keeper) => keeper.ask('install-certificate', { certificate }));
  io.out(speaker('en', keysWords.en ?? {})('keys.installed', { quarter }));
  return 0;
}

function readCertificateFile(file: string): string {
  const malformed = (cause?: unknown) => keysFault('certificate-file-malformed', {}, cause);
  const { kind, certificate } = Object(readJson(file, malformed)) as Record<string, unknown>;
  const sound = kind === 'commonkey-issuing-certificate' && typeof certificate === 'string';
  if (!sound || !/^[A-Za-z0-9_-]{1,2000}$/.test(certificate)) throw malformed();
  return certificate;
}
