import type { Program } from '@commonkey/program';
import type { Clock, Random } from '../clock.ts';
import type { TableName } from '../store/database.ts';
import { HOLDINGS } from '../store/holdings.ts';
import type { Reader, Store, Writer } from '../store/store.ts';
import { type Disposal, destroy, type Outcome, tableFacts } from './destroy.ts';
import { type DisposalAnswer, mayDestroy, type RecordRef, type SeriesRule } from './may-destroy.ts';

/** The holds room's service: asked by every office before anything ends. */
export type Holds = {
  mayDestroy(tx: Reader, record: RecordRef): Promise<DisposalAnswer>;
  destroy<T extends TableName>(tx: Writer, disposal: Disposal<T>): Promise<Outcome>;
  /** Ends every row whose date has come, table by table. */
  sweep(store: Store): Promise<Record<string, Outcome>>;
};

export function openHolds(program: Pick<Program, 'series'>, clock: Clock, random: Random): Holds {
  const rules = seriesRules(program);
  return {
    mayDestroy: (tx, record) => mayDestroy(tx, record, rules, clock.now()),
    destroy: (tx, disposal) => destroy(tx, disposal, rules, { clock, random }),
    async sweep(store) {
      const done: Record<string, Outcome> = {};
      for (const table of datedTables()) {
        done[table] = await store.write((tx) =>
          destroy(tx, { table, where: {}, because: 'due' }, rules, { clock, random }),
        );
      }
      return done;
    },
  };
}

/** A rule for every series: the program's own, and the service's tables from the manifest. */
export function seriesRules(program: Pick<Program, 'series'>): ReadonlyMap<string, SeriesRule> {
  const rules = new Map<string, SeriesRule>();
  for (const table of Object.keys(HOLDINGS) as TableName[]) {
    const { series, disposition } = tableFacts(table);
    rules.set(series, { series, certificate: false, ...('moves' in disposition ? { moves: true } : {}) });
  }
  for (const { id, certificate } of program.series)
    rules.set(id, { series: id, certificate: certificate !== undefined });
  return rules;
}

function datedTables(): TableName[] {
  return (Object.keys(HOLDINGS) as TableName[]).filter((table) => 'by' in tableFacts(table).disposition);
}
