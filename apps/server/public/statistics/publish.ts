import { plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Clock, Context } from '../../context.ts';
import { countedShifts } from '../../desks/service.ts';
import { record } from '../../store/record.ts';
import type { Reader } from '../../store/store.ts';
import type { StatisticsCode } from './errors.ts';
import { countedFrom, type Ground, lastOver } from './ground.ts';
import { readHistory } from './history.ts';
import { allHistories, allReleases, importedEvent, type KnownHistory, releasedEvent } from './releases.ts';
import { agesIn, type SaidRelease, saidOf, toldIn } from './said.ts';
import { tellable } from './told.ts';

export type StatisticsParts = Pick<Context, 'program' | 'random' | 'store'> & { readonly clock: Clock };

const STATEMENTS = 'shift-statement';

const todayOf = ({ program, clock }: Pick<StatisticsParts, 'program' | 'clock'>) =>
  plainDateIn(program.program.city.timeZone, clock.now());

/** Everything that a release is made of, as it is now. */
export async function groundNow(
  { program, clock }: Pick<StatisticsParts, 'program' | 'clock'>,
  read: Reader,
): Promise<Ground & { history: KnownHistory | null }> {
  const { series } = program.program;
  return {
    shifts: await countedShifts(read),
    history: (await allHistories(read)).at(-1)?.history ?? null,
    earlier: (await allReleases(read)).map(({ counted }) => counted),
    // A program without the series opens no shift.
    kept: series.find(({ id }) => id === STATEMENTS)?.period ?? { days: 0 },
    today: todayOf({ program, clock }),
  };
}

/**
 * Publishes what can be told of every quarter that is over: one release more, with its entry in the ledger in the same transaction.
 * @throws Fault `statistics-nothing` | `statistics-nothing-new` | `statistics-not-as-committed` | `statistics-just-published`
 */
export async function publishStatistics(parts: StatisticsParts): Promise<SaidRelease> {
  const { store, random } = parts;
  return store.write(async (tx) => {
    const ground = await groundNow(parts, tx);
    if (ground.shifts.some(({ as }) => as === 'altered')) throw fault('statistics-not-as-committed');
    const releases = await allReleases(tx);
    const counted = countedFrom(ground, lastOver(ground.today));
    if (counted.cells.length === 0) throw fault('statistics-nothing');
    const earlier = releases.map(({ said, counted: { cells } }) => ({ cells, told: toldIn(said) }));
    const release = (releases.at(-1)?.row.release ?? 0) + 1;
    const said = saidOf(release, counted, {
      tellable: tellable(earlier, counted.cells),
      history: ground.history,
      earlier: releases.map(({ said, counted }) => agesIn(said, counted)),
    });
    const last = releases.at(-1)?.said;
    if (last && isSame(last, said)) throw fault('statistics-nothing-new');
    const row = {
      release,
      said: JSON.stringify(said),
      counted: JSON.stringify(counted),
      counted_salt: random(32),
      published_on: ground.today,
    };
    const { salt } = await record(tx, releasedEvent(row), random);
    const { numInsertedOrUpdatedRows: made } = await tx
      .insertInto('statistics_releases')
      .values({ ...row, ledger_salt: salt })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (made !== 1n) throw fault('statistics-just-published');
    return said;
  });
}

const isSame = (one: SaidRelease, other: SaidRelease): boolean =>
  JSON.stringify({ ...one, release: 0 }) === JSON.stringify({ ...other, release: 0 });

/**
 * Takes counts from before this service in, whole or not at all. What is wrong with them is said before anything is written.
 * @throws Fault of a `HistoryCode`
 */
export async function importHistory(parts: StatisticsParts, text: string): Promise<KnownHistory> {
  const today = todayOf(parts);
  const history = readHistory(text, lastOver(today));
  return parts.store.write(async (tx) => {
    const last = (await allHistories(tx)).at(-1);
    if (last?.row.history === text) throw fault('statistics-history-again');
    const turn = (last?.row.turn ?? 0) + 1;
    const row = { turn, history: text, imported_on: today };
    const { salt } = await record(tx, importedEvent(row), parts.random);
    const { numInsertedOrUpdatedRows: made } = await tx
      .insertInto('statistics_imports')
      .values({ ...row, ledger_salt: salt })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (made !== 1n) throw fault('statistics-just-published');
    return { ...history, turn };
  });
}

const fault = (code: StatisticsCode) => new Fault<StatisticsCode>(code);
