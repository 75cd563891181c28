import type { Program } from '@commonkey/program';
import { portalRules } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Random } from '../clock.ts';
import type { TableName } from '../store/database.ts';
import { HOLDINGS } from '../store/holdings.ts';
import type { Reader, Store, Writer } from '../store/store.ts';
import type { Agreed } from './agree.ts';
import { channelsIn } from './channel.ts';
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
import {
  activeHolds,
  type DisposalAnswer,
  mayDestroy,
  type RecordRef,
  type SeriesRule,
} from './may-destroy.ts';
import type { HoldMirror } from './mirror.ts';
import { openOutside } from './outside.ts';
import type { RoomClock } from './steady-clock.ts';

/** The holds room's service: asked by every office before anything ends. */
export type Holds = {
  /** Also *held* while the database may have forgotten a hold. */
  mayDestroy(tx: Reader, record: RecordRef): Promise<DisposalAnswer>;
  /**
   * As the database alone has it: for the first step of a sealed record's end, which can be taken back, and whose second
   * the key process refuses by what it knows itself.
   */
  mayBegin(tx: Reader, record: RecordRef): Promise<DisposalAnswer>;
  destroy<T extends EndingTable>(tx: Writer, disposal: Disposal<T>): Promise<Outcome>;
  /**
   * At the start and before every run of the destroyer: holds that the database has forgotten come back, those that it
   * has forgotten to be lifted are lifted. Faults of the key process: then nothing may be destroyed.
   */
  agree(store: Store): Promise<Agreed>;
  /** Whether any hold at all is, or may be, in force. */
  anyInForce(tx: Reader): Promise<boolean>;
  /**
   * Tells the key process what the database knows more of holds: some were lifted, or have lapsed. Its faults.
   * @returns whether there was anything to tell
   */
  tell(read: Reader): Promise<boolean>;
  /**
   * Ends every row whose date has come, table by table. Faults `clock-leapt`, and those of the key process: then nothing
   * ended.
   */
  sweep(store: Store): Promise<Partial<Record<TableName, Outcome>>>;
  /** The series by which the city speaks of what lies in a table. */
  seriesOf(table: TableName): string;
};

type Rules = Pick<Program, 'series'> & Partial<Pick<Program, 'channels' | 'city'>>;

/** @param mirror where holds are kept outside the database; `noMirror` where there is no key process */
export function openHolds(program: Rules, clock: RoomClock, random: Random, mirror: HoldMirror): Holds {
  const schedule = scheduleOf(program);
  const parts = { clock, random, timeZone: program.city?.timeZone ?? 'UTC' };
  const outside = openOutside(mirror, parts);
  const mayBegin: Holds['mayBegin'] = (tx, record) =>
    mayDestroy(tx, record, schedule.rules, clock.earliest());
  const ask: Holds['mayDestroy'] = async (tx, record) => {
    const moves = schedule.rules.get(record.series)?.moves === true;
    return !moves && (await outside.mayForget(tx)) ? { answer: 'held' } : mayBegin(tx, record);
  };
  const ending = { ...schedule, ask };
  return {
    mayBegin,
    mayDestroy: ask,
    anyInForce: async (tx) =>
      (await outside.mayForget(tx)) || (await activeHolds(tx, clock.earliest())).length > 0,
    agree: outside.agree,
    tell: outside.tell,
    destroy: (tx, disposal) => destroy(tx, disposal, ending, parts),
    async sweep(store) {
      if (!clock.trusted()) throw new Fault<HoldsCode>('clock-leapt');
      await outside.agree(store);
      const done: Partial<Record<TableName, Outcome>> = {};
      for (const table of datedTables()) {
        done[table] = await store.write(async (tx) => {
          if (table === 'applications') await endSessionsOfEnded(tx, ending, parts);
          return destroy(tx, { table, where: {}, because: 'due' }, ending, parts);
        });
      }
      return done;
    },
    seriesOf: schedule.seriesOf,
  };
}

/** A rule for every series: the program's own, and the service's tables from the manifest. */
export function scheduleOf({ series, channels }: Rules): Schedule {
  const rules = new Map<string, SeriesRule>();
  for (const table of Object.keys(HOLDINGS) as TableName[]) {
    const { series: own, disposition } = tableFacts(table);
    rules.set(own, { series: own, certificate: false, ...('moves' in disposition ? { moves: true } : {}) });
  }
  const channelOf = channelsIn({ series, ...(channels && { channels }) });
  for (const { id, certificate } of series)
    rules.set(id, { series: id, certificate: certificate !== undefined, channel: channelOf(id) });
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
