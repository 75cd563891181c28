import { type Speak, speaker } from '@commonkey/words';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { withKeeper } from '../keys/city.ts';
import { vaultWords } from './words.ts';

/** Warnings that somebody has to act on; the others are how the city chose to keep its roots. */
const ACT = new Set(['replica-behind', 'clock-in-doubt', 'hold-put-back']);

/**
 * `vault status [--json]`: where the city keeps the keys that die, how many live, and what is owed. Exit code 1 while a
 * replica owes a destruction, the clock is in doubt, or a hold was put back that nobody has looked at since. Faults: the keeper's `vault-*`, `keeper-not-running`.
 */
export async function vaultStatus(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: [], switches: ['json'] });
  const status = await withKeeper((keeper) => keeper.ask('vault-status', {}));
  io.out(
    flags.given('json')
      ? JSON.stringify(status, null, 2)
      : wordStatus(status, speaker('en', vaultWords.en ?? {})),
  );
  return status.warnings.some((warning) => ACT.has(warning)) ? 1 : 0;
}

type Status = {
  providers: { replica: string; kind: string }[];
  replicas: { name: string; state: string; why: string | null }[];
  epochs: { epoch: string; slots: number; leased: number; live: number }[];
  holds: { inForce: number; unsettled: number };
  warnings: string[];
};

export function wordStatus({ providers, replicas, epochs, holds, warnings }: Status, say: Speak): string {
  const kinds = new Map(providers.map(({ replica, kind }) => [replica, kind]));
  return [
    ...replicas.map(({ name, state, why }) =>
      say(`vault.line-${state}`, {
        name,
        kind: say(`vault.kind-${kinds.get(name) ?? 'unknown'}`),
        why: why ?? '',
      }),
    ),
    ...epochs.map(({ epoch, leased, live }) => say('vault.epoch', { epoch, leased, live })),
    say('vault.total', { live: epochs.reduce((sum, { live }) => sum + live, 0), tables: epochs.length }),
    say('vault.holds', { count: holds.inForce }),
    ...warnings.map((warning) => say(`vault.${warning}`, { count: holds.unsettled })),
  ].join('\n');
}
