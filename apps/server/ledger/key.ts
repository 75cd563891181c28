import { type VerifierKey, verifierKey } from '@commonkey/ledger';
import type { Context } from '../context.ts';
import { type KeeperLink, keeperOf } from '../keeper/client.ts';

/** The log's name and public key, as the key process has them. Its faults. */
export async function logKey(
  context: { config: Pick<Context['config'], 'keeperSocket'> },
  keeper: Pick<KeeperLink, 'ask'> = keeperOf(context),
): Promise<VerifierKey> {
  const { checkpoint } = await keeper.ask('public-keys', {});
  return {
    name: checkpoint.name,
    type: 1,
    publicKey: new Uint8Array(Buffer.from(checkpoint.publicKey, 'base64url')),
  };
}

/** As auditors' tools take it (C2SP signed-note, a vkey). */
export const keyText = async (context: Context): Promise<string> => `${verifierKey(await logKey(context))}\n`;
