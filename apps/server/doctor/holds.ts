import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { loadProgram } from '../config/program.ts';
import { sealKeyIn } from '../config/secrets.ts';
import { overdueReviews } from '../legal/service.ts';
import { openStore } from '../store/store.ts';
import { addressOf } from './database.ts';
import type { Finding } from './finding.ts';

/** Whether a hold waits for its review. Needs a database that is up; its own finding says where it is not. */
export async function holdFindings(config: Config, clock: Clock): Promise<Finding[]> {
  try {
    const { program } = await loadProgram(config.programFolder);
    const address = await addressOf(config);
    if (address === null) return [];
    const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
    try {
      return judgeHolds(await overdueReviews(store.read, program.city.timeZone, clock.now()));
    } finally {
      await store.close();
    }
  } catch {
    return [];
  }
}

export const judgeHolds = (count: number): Finding[] =>
  count === 0 ? [] : [{ level: 'warn', code: 'hold-reviews-overdue', params: { count } }];
