import { plainDateIn } from '@commonkey/program';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { readNotices } from '../config/notices.ts';
import { loadProgram } from '../config/program.ts';
import { readWitnesses } from '../config/witnesses.ts';
import { overdueFlows, unregistered } from '../sharing/service.ts';
import type { Finding } from './finding.ts';

/** Whether every way out that is set up is in the program's register, and was looked at in time. */
export async function flowFindings(config: Config, clock: Clock): Promise<Finding[]> {
  try {
    const { program } = await loadProgram(config.programFolder);
    const notices = readNotices(config.noticesFile);
    const witnesses = readWitnesses(config.witnessesFile);
    const missing = unregistered({ program, config, notices, witnesses }).map(
      ({ kind, host }): Finding => ({
        level: 'fail',
        code: 'flow-not-registered',
        params: { kind, host: host ?? '–' },
      }),
    );
    const late = overdueFlows(program, plainDateIn(program.city.timeZone, clock.now())).map(
      ({ id, reviewBy }): Finding => ({
        level: 'warn',
        code: 'flow-review-overdue',
        params: { flow: id, day: reviewBy },
      }),
    );
    const registered: Finding[] = missing.length > 0 ? missing : [{ level: 'ok', code: 'flows-registered' }];
    return [...registered, ...late];
  } catch {
    // Its own finding says what is wrong with the program or the file of senders.
    return [];
  }
}
