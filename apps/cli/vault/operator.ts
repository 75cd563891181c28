import { speaker } from '@commonkey/words';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { withKeeper } from '../keys/city.ts';
import { vaultWords } from './words.ts';

const say = speaker('en', vaultWords.en ?? {});

/** `vault confirm-clock`: an operator has looked, and what the machine's clock shows is the time. */
export async function vaultConfirmClock(argv: string[], io: Io): Promise<number> {
  readFlags(argv, { texts: [] });
  const { now } = await withKeeper((keeper) => keeper.ask('vault-confirm-clock', {}));
  io.out(say('vault.clock-confirmed', { now }));
  return 0;
}

/** `vault restore --replica NAME`: the vault's own folder or cell is lost. Faults `vault-not-lost`, `vault-replica-*`. */
export async function vaultRestore(argv: string[], io: Io): Promise<number> {
  const replica = readFlags(argv, { texts: ['replica'] }).needed('replica');
  const { tables, keys } = await withKeeper((keeper) => keeper.ask('vault-restore', { replica }));
  io.out(say('vault.restored', { replica, tables, keys }));
  return 0;
}

/**
 * `vault retire --replica NAME`: this replica, no longer in the settings, is destroyed with its cell and owes nothing any
 * more. Faults `vault-replica-configured`, `vault-replica-unknown`.
 */
export async function vaultRetire(argv: string[], io: Io): Promise<number> {
  const replica = readFlags(argv, { texts: ['replica'] }).needed('replica');
  const { replicas } = await withKeeper((keeper) => keeper.ask('vault-retire', { replica }));
  io.out(say('vault.retired', { replica, left: replicas.length }));
  return 0;
}
