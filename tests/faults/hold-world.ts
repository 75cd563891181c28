import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { askRelease } from '../../apps/server/holds/holding.ts';
import { liftHold } from '../../apps/server/holds/lifting.ts';
import type { Store } from '../../apps/server/store/store.ts';
import type { VaultHall } from '../../apps/server/vault/testing/hall.ts';

/** Whether anybody in this database waits for a lock that another holds. */
export async function waitsForLock({ read }: Store): Promise<boolean> {
  const { n } = await read
    .selectFrom(
      sql<{ n: number }>`(select count(*)::int as n from pg_locks join pg_stat_activity using (pid)
        where not granted and datname = current_database())`.as('w'),
    )
    .select('w.n')
    .executeTakeFirstOrThrow();
  return n > 0;
}

/** How many records of a series, or of all, have a receipt of their end. */
export async function receiptsIn({ read }: Pick<Store, 'read'>, series?: string): Promise<number> {
  const receipts = read.selectFrom('disposal_receipts').select('count');
  const rows = await (series === undefined ? receipts : receipts.where('series', '=', series)).execute();
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** A sealed picture of a new application, and where its key lies. */
export async function sealedRecord(hall: VaultHall) {
  const application = await hall.application();
  const id = await hall.store('papers', application, '2099-03-01');
  const at = await hall.parts.store.read
    .selectFrom('vault_records')
    .select(['epoch', 'slot'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { application, id, at };
}

/** Releases every hold in force, with the key process too. @returns how many there were */
export async function liftAll({ parts, vault }: VaultHall): Promise<number> {
  const { store } = parts;
  const holds = await store.read
    .selectFrom('legal_holds')
    .select('id')
    .where('released_at', 'is', null)
    .execute();
  for (const { id } of holds) {
    await store.write((tx) => askRelease(tx, id, randomUUID()));
    await liftHold(store, id, randomUUID(), { ...parts, inFlight: vault.inFlight });
  }
  return holds.length;
}
