import type { Engine } from './engine.ts';
import { inForce, isUnsettled } from './holds.ts';
import type { Told } from './protocol.ts';

type Status = Told<'vault-status'>;

/** How the vault stands: names, counts and codes, no key and nobody. */
export async function statusOf(engine: Engine, clockInDoubt: boolean, reserved: boolean): Promise<Status> {
  await engine.tend('all');
  return engine.look(async ({ index }) => {
    const stores = [engine.primary, ...engine.replicas.map(({ store }) => store)];
    const { replicas: names, acknowledged } = engine.acknowledged();
    const replicas = names.map((name): Status['replicas'][number] => {
      const replica = engine.replicas.find((one) => one.name === name);
      if (name === engine.primary.name) return { name, state: 'current', why: null };
      // A replica that is no longer in the settings still has its root somewhere.
      if (!replica) return { name, state: 'away', why: 'not-configured' };
      return { name, state: replica.state(index.sequence), why: replica.why() ?? null };
    });
    const begun = index.sequence > 0;
    const unsettled = index.holds.filter(isUnsettled).length;
    const warnings: Status['warnings'] = [
      ...(begun ? [] : (['no-vault-yet'] as const)),
      ...(stores.some(({ kind }) => kind === 'file') ? (['cell-on-disk'] as const) : []),
      ...(names.length === 1 ? (['one-replica'] as const) : []),
      ...(begun && acknowledged.length < names.length ? (['replica-behind'] as const) : []),
      ...(clockInDoubt ? (['clock-in-doubt'] as const) : []),
      ...(begun && !reserved ? (['reserve-missing'] as const) : []),
      ...(unsettled > 0 ? (['hold-put-back'] as const) : []),
    ];
    return {
      providers: stores.map(({ name, kind }) => ({ replica: name, kind })),
      replicas,
      epochs: index.epochs.map(({ epoch, slots, leased, dead }) => ({
        epoch,
        slots,
        leased,
        live: leased - dead,
      })),
      holds: { inForce: index.holds.filter(inForce).length, unsettled },
      warnings,
    };
  });
}
