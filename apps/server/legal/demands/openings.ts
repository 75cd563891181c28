import type { LedgerEvent } from '@commonkey/ledger';
import { producedEvent } from '../../register/service.ts';
import type { TableName } from '../../store/database.ts';
import type { Reader } from '../../store/store.ts';
import {
  decidedEvent,
  itemEvent,
  letterEvent,
  privilegedEvent,
  registeredEvent,
  searchedEvent,
  stepEvent,
  takenBackEvent,
} from './events.ts';

/** What a row of the register can still open. `gagged`: not to be handed to anybody without counsel. */
export type DemandOpening = {
  table: TableName;
  salt: Uint8Array;
  event: LedgerEvent;
  gagged: boolean;
  /** The two whom the event hides; null where it names nobody. */
  two: { asked: string; agreed: string; salt: Uint8Array } | null;
};

/** Every leaf that the register of demands has made, with its salt: for officers and those they hand it to. */
export async function keptDemands(read: Reader): Promise<DemandOpening[]> {
  const demands = await read.selectFrom('demands').selectAll().execute();
  const items = await read.selectFrom('demand_items').selectAll().execute();
  const steps = await read.selectFrom('demand_steps').selectAll().execute();
  const searches = await read.selectFrom('demand_searches').selectAll().execute();
  const decisions = await read.selectFrom('demand_decisions').selectAll().execute();
  const letters = await read.selectFrom('demand_letters').selectAll().execute();
  const productions = await read.selectFrom('demand_productions').selectAll().execute();
  const back = await read
    .selectFrom('demand_bundles_back as b')
    .innerJoin('demand_productions as p', 'p.id', 'b.production')
    .selectAll('b')
    .select(['p.item', 'p.digest'])
    .execute();
  const privileges = await read.selectFrom('demand_privileges').selectAll().execute();
  // Also where the gag was lifted since: whether it may be told now is for counsel to say.
  const silent = new Set([
    ...demands.filter(({ gag }) => gag === 'ordered').map(({ id }) => id),
    ...steps.filter(({ found }) => found === 'ordered').map(({ demand }) => demand),
  ]);
  const demandOf = new Map(items.map(({ id, demand }) => [id, demand]));
  const gagged = (demand: string | undefined) => demand === undefined || silent.has(demand);
  const alone = { two: null };
  return [
    ...demands.map((row) => ({
      ...alone,
      table: 'demands' as const,
      salt: row.ledger_salt,
      event: registeredEvent(row),
      gagged: gagged(row.id),
    })),
    ...items.map((row) => ({
      ...alone,
      table: 'demand_items' as const,
      salt: row.ledger_salt,
      event: itemEvent(row),
      gagged: gagged(row.demand),
    })),
    ...steps.map((row) => ({
      ...alone,
      table: 'demand_steps' as const,
      salt: row.ledger_salt,
      event: stepEvent(row),
      gagged: gagged(row.demand),
    })),
    ...searches.flatMap((row) => {
      const { ledger_salt: salt, by_salt, confirmed_by: agreed, declared_by: asked } = row;
      if (salt === null || by_salt === null || agreed === null) return [];
      return {
        table: 'demand_searches' as const,
        salt,
        event: searchedEvent({ ...row, by_salt }),
        gagged: gagged(demandOf.get(row.item)),
        two: { asked, agreed, salt: by_salt },
      };
    }),
    ...decisions.flatMap((row) => {
      const { ledger_salt: salt, by_salt, decided_by: agreed, proposed_by: asked } = row;
      if (salt === null || by_salt === null || agreed === null) return [];
      return {
        table: 'demand_decisions' as const,
        salt,
        event: decidedEvent({ ...row, by_salt }),
        gagged: gagged(demandOf.get(row.item)),
        two: { asked, agreed, salt: by_salt },
      };
    }),
    ...letters.flatMap((row) => {
      const { ledger_salt: salt, by_salt, decided_by: agreed, proposed_by: asked } = row;
      if (salt === null || by_salt === null || agreed === null) return [];
      return {
        table: 'demand_letters' as const,
        salt,
        event: letterEvent({ ...row, by_salt }),
        gagged: gagged(row.demand),
        two: { asked, agreed, salt: by_salt },
      };
    }),
    ...productions.flatMap((row) => {
      const { ledger_salt: salt, by_salt, decided_by: agreed, proposed_by: asked } = row;
      if (salt === null || by_salt === null || agreed === null) return [];
      return {
        table: 'demand_productions' as const,
        salt,
        event: producedEvent({ ...row, by_salt }),
        gagged: gagged(demandOf.get(row.item)),
        two: { asked, agreed, salt: by_salt },
      };
    }),
    ...back.flatMap((row) => {
      const { ledger_salt: salt, by_salt, decided_by: agreed, proposed_by: asked } = row;
      if (salt === null || by_salt === null || agreed === null) return [];
      return {
        table: 'demand_bundles_back' as const,
        salt,
        event: takenBackEvent({ ...row, by_salt }),
        gagged: gagged(demandOf.get(row.item)),
        two: { asked, agreed, salt: by_salt },
      };
    }),
    ...privileges.map((row) => ({
      ...alone,
      table: 'demand_privileges' as const,
      salt: row.ledger_salt,
      event: privilegedEvent(row),
      gagged: gagged(row.demand),
    })),
  ];
}
