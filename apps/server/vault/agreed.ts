import type { VaultParts } from './parts.ts';
import { waited } from './waited.ts';

type Agreeing = Pick<VaultParts, 'holds' | 'store' | 'log'>;

/**
 * The holds that the database knows are those that count. Says in the log what it had forgotten. Faults of the key
 * process: then nothing may be destroyed.
 */
export async function agreeOnHolds({ holds, store, log }: Agreeing): Promise<void> {
  const { putBack, lifted } = await holds.agree(store);
  for (let i = 0; i < putBack; i++) log({ event: 'fault', code: 'hold-put-back' });
  for (let i = 0; i < lifted; i++) log({ event: 'fault', code: 'hold-lifted-again' });
}

/** As above, where what cannot be done now is tried again later. @returns whether it could be done */
export async function tryToAgree(parts: Agreeing): Promise<boolean> {
  const done = await agreeOnHolds(parts).then(() => true, waited(parts.log));
  return done !== null;
}
