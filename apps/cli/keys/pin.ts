import { type PublicJwk, thumbprint, toPublicJwk } from '@commonkey/credential';
import { speaker } from '@commonkey/words';
import { readJson } from '../card/files.ts';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { withKeeper } from './city.ts';
import { keysFault } from './codes.ts';
import { fileArgument } from './file-argument.ts';
import { keysWords } from './words.ts';

/**
 * `keys pin FILE --thumbprint=TEXT`: tells the running key process which root certifies this city's keys, once and for good.
 * The thumbprint is typed from the paper of the ceremony, so that the file alone, which travelled, decides nothing.
 * Faults: `root-public-malformed`, `root-private-not-here`, `thumbprint-differs`, `root-already-pinned`,
 * `practice-city-takes-no-root`, `keeper-not-running`.
 */
export async function keysPin(argv: string[], io: Io): Promise<number> {
  const { file, rest } = fileArgument(argv, 'keys pin FILE --thumbprint=TEXT');
  const onPaper = readFlags(rest, { texts: ['thumbprint'] }).needed('thumbprint');
  const root = readRoot(file);
  const found = thumbprint(root);
  if (onPaper.replaceAll(/\s/g, '') !== found) throw keysFault('thumbprint-differs', { found });
  await withKeeper((keeper) => keeper.ask('pin-root', { publicJwk: root }));
  io.out(speaker('en', keysWords.en ?? {})('keys.pinned', { thumbprint: found }));
  return 0;
}

function readRoot(file: string): PublicJwk {
  const json = readJson(file, (cause) => keysFault('root-public-malformed', {}, cause));
  const held = Object(json) as Record<string, unknown>;
  if ('d' in held || 'sealed' in held) throw keysFault('root-private-not-here');
  try {
    return toPublicJwk(held);
  } catch (error) {
    throw keysFault('root-public-malformed', {}, error);
  }
}
