import {
  type Checkpoint,
  type Cosignature,
  type ReadFile,
  readCheckpoint,
  readVerifierKey,
  type VerifierKey,
  verifyCosignatures,
} from '@commonkey/ledger';
import { readBytes } from '../card/files.ts';
import type { Flags } from '../card/flags.ts';
import { ledgerFault } from './codes.ts';

/** Whose word counts: the log's key, the witnesses', and who named the first. */
export type Trusted = {
  readonly key: VerifierKey;
  /** `log`: the log was asked for its own key, so that it can only contradict itself. */
  readonly keyFrom: 'given' | 'log';
  readonly witnesses: readonly VerifierKey[];
};

export type Signed = {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly cosignatures: readonly Cosignature[];
};

/** `--key VKEY` and any `--witness VKEY`. Faults: `ledger-key-malformed`, `ledger-key-missing`. */
export async function trustedBy(flags: Flags, read: ReadFile): Promise<Trusted> {
  const given = flags.text('key');
  const key = readVerifierKey(given ?? (await textOf(read, 'key')) ?? missing('ledger-key-missing'));
  return {
    key,
    keyFrom: given === undefined ? 'log' : 'given',
    witnesses: flags.texts('witness').map(readVerifierKey),
  };
}

/**
 * The log's newest checkpoint, signed by its key and by every witness that was named. Faults: `ledger-checkpoint-none-yet`
 * where a key stands alone, as it does until the first full hour of a city; `ledger-checkpoint-missing`.
 */
export async function newestOf(read: ReadFile, trusted: Trusted): Promise<Signed> {
  const note = await textOf(read, 'checkpoint');
  if (note !== null) return signedBy(note, trusted);
  return missing((await read('key')) === null ? 'ledger-checkpoint-missing' : 'ledger-checkpoint-none-yet');
}

/** @throws Fault of `readCheckpoint` and `verifyCosignatures` */
export async function signedBy(note: string, { key, witnesses }: Trusted): Promise<Signed> {
  const checkpoint = await readCheckpoint(note, key);
  return { note, checkpoint, cosignatures: await verifyCosignatures(note, witnesses, witnesses.length) };
}

export const textFile = (path: string): string => new TextDecoder().decode(readBytes(path));

async function textOf(read: ReadFile, path: string): Promise<string | null> {
  const bytes = await read(path);
  return bytes && new TextDecoder().decode(bytes);
}

function missing(
  code: 'ledger-key-missing' | 'ledger-checkpoint-missing' | 'ledger-checkpoint-none-yet',
): never {
  throw ledgerFault(code);
}
