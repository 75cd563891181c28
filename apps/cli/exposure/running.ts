import { randomBytes } from 'node:crypto';
import { type Adversary, answer, type Cell, type Demand, dayNumber } from '@commonkey/exposure';
import { type PlainDate, plainDateIn } from '@commonkey/program';
import { configure, processEnv } from '@commonkey/server';
import { withDatabase } from '@commonkey/server/backup/database.ts';
import { loadProgram } from '@commonkey/server/config/program.ts';
import { observedCells } from '@commonkey/server/legal/exposure/observed.ts';
import { openStore } from '@commonkey/server/store/store.ts';
import { Fault } from '@commonkey/words';
import type { ExposureCommandCode } from './files.ts';
import type { Found } from './report.ts';

/**
 * What a demand would get of this city as it stands, or of what of it will still be there on a later day.
 *
 * @throws Fault `exposure-day-past`: what is gone is not counted any more
 */
export async function running(demand: Demand, as: Adversary, later: PlainDate | undefined): Promise<Found> {
  const config = configure(processEnv(), process.cwd());
  const { program: rules } = await loadProgram(config.programFolder, config);
  const today = plainDateIn(rules.city.timeZone, new Date());
  const at = later ?? today;
  if (at < today) throw new Fault<ExposureCommandCode>('exposure-day-past', { day: at, today });
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const cells = await withDatabase(config, random, { resting: false }, async (address) => {
    const store = openStore(address, { read: 1, write: 1 });
    try {
      return await observedCells(store.read, rules, today);
    } finally {
      await store.close();
    }
  });
  const { items } = answer(demand, cells.map(stillThereOn(at, today)), as, { documents: [] });
  return { rules, at, source: 'database', answers: [{ scenario: 'observed', items }], restsOn: {} };
}

/** Of what is there today, what has not come to its day by then. */
const stillThereOn =
  (at: PlainDate, today: PlainDate) =>
  (cell: Cell): Cell => {
    if (at === today) return cell;
    const bundles = cell.bundles.flatMap((bundle) => {
      const [first, ...others] = bundle.filter(({ due }) => due > dayNumber(at));
      return first ? [[first, ...others] as const] : [];
    });
    return { ...cell, bundles };
  };
