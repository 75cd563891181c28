import { portalRules } from '@commonkey/program';
import type { Config } from '../config/config.ts';
import { loadProgram } from '../config/program.ts';
import { sealKeyIn } from '../config/secrets.ts';
import {
  type EvidenceReadiness,
  evidenceReadiness,
  type HalvesNow,
  halvesNow,
  type Unopenable,
  unopenable,
  worksAlone,
} from '../review/service.ts';
import { openStore } from '../store/store.ts';
import { addressOf } from './database.ts';
import type { Finding } from './finding.ts';

/** Whether people enough hold keys for what residents send, where the program takes it online. Needs a database that is up. */
export async function officerFindings(config: Config): Promise<Finding[]> {
  try {
    const { program } = await loadProgram(config.programFolder);
    if (!portalRules(program)?.on) return [];
    const address = await addressOf(config);
    if (address === null) return [{ level: 'unknown', code: 'officers-unknown' }];
    const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
    try {
      const { read } = store;
      return [
        ...judgeOfficers(await evidenceReadiness(read), await unopenable(read)),
        ...judgeHalves(await halvesNow(read), await worksAlone(read)),
      ];
    } finally {
      await store.close();
    }
  } catch {
    // Its own finding says what is wrong with the program or the database.
    return [{ level: 'unknown', code: 'officers-unknown' }];
  }
}

export function judgeOfficers(readiness: EvidenceReadiness, stuck: Unopenable): Finding[] {
  const { reviewers, officers, ready } = readiness;
  const found: Finding[] = ready
    ? [{ level: 'ok', code: 'officers-enough', params: { reviewers, officers } }]
    : [{ level: 'warn', code: 'officers-too-few', params: { reviewers, officers } }];
  const count = stuck.another + stuck.anybody + stuck.halves;
  return count === 0
    ? found
    : [...found, { level: 'warn', code: 'sealed-stuck', params: { count, ...stuck } }];
}

/** What one person has or had whole. In a city hall of one that is the rule, which every page says; with a second person it is not. */
export function judgeHalves({ alone, onceAlone }: HalvesNow, one: boolean): Finding[] {
  if (onceAlone === 0 && alone === 0) return [];
  const params = { count: alone, some: alone === 0 ? 'none' : 'some', once: onceAlone };
  return [{ level: alone > 0 && !one ? 'warn' : 'ok', code: 'halves-with-one', params }];
}
