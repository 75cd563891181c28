import { isFault } from '@commonkey/words';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { keeperOf } from '../keeper/client.ts';
import type { KeyState } from '../keeper/key-state.ts';
import { askKeyState } from '../keeper/notice.tsx';
import type { Answer } from '../keeper/operations.ts';
import type { Finding } from './finding.ts';

const LEVELS: Readonly<Record<KeyState['code'], Finding['level']>> = {
  practice: 'ok',
  'practice-ended': 'fail',
  'root-missing': 'fail',
  'certificate-missing': 'fail',
  'certificate-awaited': 'fail',
  ready: 'ok',
  ending: 'warn',
};

/** Whether desks can open with the keys as they are; the key process runs only while the service does. */
export async function keyFindings(config: Config, clock: Clock): Promise<Finding[]> {
  const keeper = keeperOf({ config });
  try {
    const state = await askKeyState({ config, clock });
    if (!state) return [{ level: 'unknown', code: 'keys-not-running' }];
    return [judgeKeys(state), ...judgeVault(await keeper.ask('vault-status', {}))];
  } catch (error) {
    if (!isFault(error)) throw error;
    return [{ level: 'fail', code: 'vault-refused', params: { fault: error.code } }];
  } finally {
    keeper.close();
  }
}

export function judgeKeys({ code, until, days }: KeyState): Finding {
  return { level: LEVELS[code], code: `keys-${code}`, params: { until, days } };
}

/** Whether what the city destroys is destroyed everywhere, and what its root keys lie on. */
export function judgeVault({ warnings }: Pick<Answer<'vault-status'>, 'warnings'>): Finding[] {
  const warned = new Set(warnings);
  if (warned.has('no-vault-yet')) return [{ level: 'ok', code: 'vault-unused' }];
  const found: Finding[] = [];
  if (warned.has('clock-in-doubt')) found.push({ level: 'fail', code: 'vault-clock-in-doubt' });
  if (warned.has('hold-put-back')) found.push({ level: 'fail', code: 'vault-hold-put-back' });
  if (warned.has('replica-behind')) found.push({ level: 'fail', code: 'vault-replica-behind' });
  else if (!warned.has('one-replica')) found.push({ level: 'ok', code: 'vault-whole' });
  if (warned.has('one-replica')) found.push({ level: 'warn', code: 'vault-one-replica' });
  if (warned.has('cell-on-disk')) found.push({ level: 'warn', code: 'vault-cell-on-disk' });
  if (warned.has('reserve-missing')) found.push({ level: 'warn', code: 'vault-reserve-missing' });
  return found;
}
