import { portalRules } from '@commonkey/program';
import type { Config } from '../config/config.ts';
import { loadProgram } from '../config/program.ts';
import { sealKeyIn } from '../config/secrets.ts';
import { type EvidenceReadiness, evidenceReadiness, type Unopenable, unopenable } from '../review/service.ts';
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
      return judgeOfficers(await evidenceReadiness(store.read), await unopenable(store.read));
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
