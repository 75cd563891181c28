import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { cardFault } from '../card/codes.ts';
import type { Io } from '../io.ts';

const LEAST = 12;
export const PASSPHRASE_VARIABLE = 'COMMONKEY_ROOT_PASSPHRASE';

/**
 * The root's passphrase: from the environment, else typed unseen in a terminal, twice where it is new.
 * Faults: `passphrase-missing`, `passphrase-short`, `passphrase-mismatch`.
 */
export async function askPassphrase(
  io: Io,
  say: (key: string) => string,
  wish: { isNew: boolean },
): Promise<string> {
  const given = process.env[PASSPHRASE_VARIABLE];
  const passphrase = given ?? (await typeUnseen(io, say('root.passphrase')));
  if (!wish.isNew) return passphrase;
  if ([...passphrase].length < LEAST) throw cardFault('passphrase-short', { least: LEAST });
  if (given === undefined && (await typeUnseen(io, say('root.again'))) !== passphrase) {
    throw cardFault('passphrase-mismatch');
  }
  return passphrase;
}

async function typeUnseen(io: Io, prompt: string): Promise<string> {
  if (!process.stdin.isTTY) throw cardFault('passphrase-missing');
  io.err(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
  }
}
