import type { Program } from '@commonkey/program';
import { portalRules } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Clock, Random } from '../clock.ts';
import type { TableName } from '../store/database.ts';
import { HOLDINGS } from '../store/holdings.ts';
import type { Reader, Store, Writer } from '../store/store.ts';
import {
  type Disposal,
  destroy,
  type EndingTable,
  type Outcome,
  type Schedule,
  tableFacts,
} from './destroy.ts';
import { endSessionsOfEnded } from './ended-sessions.ts';
import type { HoldsCode } from './errors.ts';
import { type DisposalAnswer, mayDestroy, type RecordRef, type SeriesRule } from './may-destroy.ts';
import type { SteadyClock } from './steady-clock.ts';

/** The holds room's service: asked by every office before anything ends. */
export type Holds = {
  mayDestroy(tx: Reader, record: RecordRef): Promise<DisposalAnswer>;
  destroy<T extends EndingTable>(tx: Writer, disposal: Disposal<T>): Promise<Outcome>;
  /** Ends every row whose date has come, table by table. Fault `clock-leapt`: then nothing ended. */
  sweep(store: Store): Promise<Record<string, Outcome>>;
};

type Rules = Pick<Program, 'series'> & Partial<Pick<Program, 'channels'>>;

export function openHolds(
  program: Rules,
  clock: Clock & Partial<Pick<SteadyClock, 'trusted'>>,
  random: Random,
): Holds {
  const schedule = scheduleOf(program);
  const parts = { clock, random };
  return {
    mayDestroy: (tx, record) => mayDestroy(tx, record, schedule.rules, clock.now()),
    destroy: (tx, disposal) => destroy(tx, disposal, schedule, parts),
    async sweep(store) {
      if (clock.trusted?.() === false) throw new Fault<HoldsCode>('clock-leapt');
      const done: Record<string, Outcome> = {};
      for (const table of datedTables()) {
        done[table] = await store.write(async (tx) => {
          if (table === 'applications') await endSessionsOfEnded(tx, schedule, parts);
          return destroy(tx, { table, where: {}, because: 'due' }, schedule, parts);
        });
      }
      return done;
    },
  };
}

/** A rule for every series: the program's own, and the service's tables from the manifest. */
export function scheduleOf({ series, channels }: Rules): Schedule {
  const rules = new Map<string, SeriesRule>();
  for (const table of Object.keys(HOLDINGS) as TableName[]) {
    const { series: own, disposition } = tableFacts(table);
    rules.set(own, { series: own, certificate: false, ...('moves' in disposition ? { moves: true } : {}) });
  }
  for (const { id, certificate } of series)
    rules.set(id, { series: id, certificate: certificate !== undefined });
  // The city's own name for the series counts: a hold or a certificate speaks of that one.
  const application = channels && portalRules({ channels })?.records.application;
  return {
    rules,
    seriesOf: (table) =>
      table === 'applications' && application !== undefined ? application : tableFacts(table).series,
  };
}

function datedTables(): EndingTable[] {
  return (Object.keys(HOLDINGS) as TableName[]).filter(
    (table): table is EndingTable => table !== 'vault_records' && 'by' in tableFacts(table).disposition,
  );
}
