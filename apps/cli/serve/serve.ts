import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { readVaultSettings, startKeeper } from '@commonkey/keeper';
import { openCleaner } from '@commonkey/keeper/memory/cleaner.ts';
import { configure, ORIGINS, processEnv } from '@commonkey/server';
import type { CityClock } from '@commonkey/server/clock.ts';
import { programWritten } from '@commonkey/server/doctor/examine.ts';
import { timeWaits } from '@commonkey/server/holds/sure-time.ts';
import { openLog } from '@commonkey/server/http/log.ts';
import type { KeyState } from '@commonkey/server/keeper/key-state.ts';
import { askKeyState } from '@commonkey/server/keeper/notice.tsx';
import { keyWords } from '@commonkey/server/keeper/words.ts';
import { type Closed, intakeNow } from '@commonkey/server/portal/switch/intake.ts';
import { type Service, startService } from '@commonkey/server/serve.ts';
import { Fault, type Speak, speaker } from '@commonkey/words';
import type { Io } from '../io.ts';
import { buildApps } from './apps.ts';
import { serveWords } from './words.ts';

/**
 * `commonkey serve`: city hall with everything it needs, until it is told to stop (SIGINT, SIGTERM).
 * Settings come from the environment. Log lines go to standard error.
 */
export async function serve(_argv: string[], io: Io): Promise<number> {
  const say = speaker('en', serveWords.en ?? {}, keyWords.en ?? {});
  await requireClock(io.now());
  const stopping = untilToldToStop();
  const config = configure(processEnv(), process.cwd());
  const apps = await buildApps();
  const cleaner = openCleaner();
  const lines = openLog(io.err, io.now);
  const service = await startService({
    config,
    clock: { now: io.now },
    random: (size) => new Uint8Array(randomBytes(size)),
    log: lines.log,
    startKeeper: (config) =>
      startKeeper({
        folder: dirname(config.keeperSocket),
        issuer: config.issuer,
        practice: config.practice,
        vault: config.vaultFile === null ? {} : readVaultSettings(config.vaultFile),
      }),
    apps: apps.folders,
    stirred: cleaner.stirred,
  }).finally(apps.remove);
  const turning = setInterval(lines.turn, LOOK_MS).unref();
  const keys = await askKeyState(service.context);
  const { closed } = await intakeNow(service.context);
  announce(service, io, say, { keys, wantsKeys: closed !== null && WANTS_KEYS.includes(closed) });
  const ended = await Promise.race([service.failed, stopping]);
  io.out(say(ended === 'told' ? 'serve.stopping' : 'serve.keeper-ended'));
  cleaner.stop();
  await service.stop();
  clearInterval(turning);
  lines.end();
  io.out(say('serve.stopped'));
  return ended === 'told' ? 0 : 2;
}

/** How often the log looks whether an hour is over. */
const LOOK_MS = 60_000;

/** Cards, lists and dates of destruction rest on the clock. Fault `clock-behind` where it shows a time that has passed. */
async function requireClock(now: Date): Promise<void> {
  if (now < (await programWritten())) throw new Fault('clock-behind', { now: now.toISOString() });
}

/** Told again while it stops, by a terminal or whoever tells the whole group, it goes on stopping: another end leaves the database running. */
function untilToldToStop(): Promise<'told'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve('told'));
  });
}

/** Residents find the online channel shut for want of somebody who could decide: whoever starts it is told how to open it. */
const WANTS_KEYS: readonly Closed[] = ['nobody-decides', 'one-decides', 'evidence-keys'];

/** Whoever starts it can say the day; in a practice city on one machine nobody else can. */
function clockLines(clock: CityClock, now: Date, say: Speak): string[] {
  const today = now.toISOString().slice(0, 10);
  if (!clock.trusted()) return ['', say('serve.clock-doubt', { today })];
  return timeWaits(clock) ? ['', say('serve.clock-waits', { today })] : [];
}

function announce(
  service: Service,
  io: Io,
  say: Speak,
  { keys, wantsKeys }: { keys: KeyState | null; wantsKeys: boolean },
): void {
  const { config, context, administratorLink } = service;
  const width = Math.max(...ORIGINS.map((name) => say(`serve.address.${name}`).length));
  const lines = [
    '',
    say('serve.ready', { city: context.program.program.city.name }),
    ...(config.practice ? [say('serve.practice')] : []),
    ...clockLines(context.clock, io.now(), say),
    ...(keys && !['practice', 'ready'].includes(keys.code) ? [say(`keys.${keys.code}`, keys)] : []),
    '',
    ...ORIGINS.map(
      (name) => `  ${say(`serve.address.${name}`).padEnd(width)}  ${config.origins[name].origin}/`,
    ),
    '',
    say('serve.data', { folder: config.dataFolder }),
    ...(administratorLink === null ? [] : ['', say('serve.link'), '', `  ${administratorLink}`]),
    ...(wantsKeys ? ['', say('serve.online-closed', { staff: `${config.origins.staff.origin}/` })] : []),
    '',
    say('serve.stop'),
  ];
  io.out(lines.join('\n'));
}
