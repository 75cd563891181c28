import type { VaultParts } from './parts.ts';
import { waited } from './waited.ts';

/**
 * The holds that the database knows are those that count. Says in the log what it had forgotten. Faults of the key
 * process: then nothing may be destroyed.
 */
export async function agreeOnHolds({ holds, store, log }: VaultParts): Promise<void> {
  const { putBack, lifted } = await holds.agree(store);
  for (let i = 0; i < putBack; i++) log({ event: 'fault', code: 'hold-put-back' });
  for (let i = 0; i < lifted; i++) log({ event: 'fault', code: 'hold-lifted-again' });
}

/** As above, where what cannot be done now is tried again later. @returns whether it could be done */
export async function tryToAgree(parts: VaultParts): Promise<boolean> {
  const done = await agreeOnHolds(parts).then(() => true, waited(parts.log));
  return done !== null;
}
