import { portalRules } from '@commonkey/program';
import type { Config } from '../config/config.ts';
import { loadProgram } from '../config/program.ts';
import { sealKeyIn } from '../config/secrets.ts';
import { keeperOf } from '../keeper/client.ts';
import {
  type EvidenceReadiness,
  evidenceReadiness,
  type HalvesNow,
  halvesNow,
  lostToReview,
  type Unopenable,
  unopenable,
  worksAlone,
} from '../review/service.ts';
import { openStore, type Reader } from '../store/store.ts';
import { lostTables } from '../vault/read.ts';
import type { Standing } from '../vault/vault.ts';
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
      return await findingsIn(config, store.read);
    } finally {
      await store.close();
    }
  } catch {
    // Its own finding says what is wrong with the program or the database.
    return [{ level: 'unknown', code: 'officers-unknown' }];
  }
}

/** What a database that is up says of the people who hold keys, and of what opens for none of them. */
export async function findingsIn(config: Pick<Config, 'keeperSocket'>, read: Reader): Promise<Finding[]> {
  const stuck = await unopenable(read, await lostKeys(config, read));
  return [
    ...judgeOfficers(await evidenceReadiness(read), stuck),
    ...judgeHalves(await halvesNow(read), await worksAlone(read)),
  ];
}

/** What no reviewer is missing for: its keys were lost with an earlier key process. Nothing where the one of now does not run. */
async function lostKeys(config: Pick<Config, 'keeperSocket'>, read: Reader): Promise<readonly string[]> {
  const keeper = keeperOf({ config });
  try {
    const vault = {
      lostTables: (reader: Reader, which: Standing) => lostTables({ keeper, log: () => {} }, reader, which),
    };
    return await lostToReview({ vault }, read);
  } finally {
    keeper.close();
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
