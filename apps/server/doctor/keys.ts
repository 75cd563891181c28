import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { keeperOf } from '../keeper/client.ts';
import type { KeyState } from '../keeper/key-state.ts';
import { askKeyState } from '../keeper/notice.tsx';
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
  const state = await askKeyState({ config, clock });
  keeperOf({ config }).close();
  return [state ? judgeKeys(state) : { level: 'unknown', code: 'keys-not-running' }];
}

export function judgeKeys({ code, until, days }: KeyState): Finding {
  return { level: LEVELS[code], code: `keys-${code}`, params: { until, days } };
}
