import { randomBytes } from 'node:crypto';
import type { Program } from '@commonkey/program';
import { configure } from '../config/config.ts';
import { NO_NOTICES, type NoticeSettings } from '../config/notices.ts';
import type { Context } from '../context.ts';
import { openHolds } from '../holds/holds.ts';
import { noMirror } from '../holds/mirror.ts';
import type { RoomClock } from '../holds/steady-clock.ts';
import type { LogEvent } from '../http/log.ts';
import { keeperOf } from '../keeper/client.ts';
import type { Jobs } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import { openBlobs } from '../vault/blobs/open.ts';
import { openVault } from '../vault/open.ts';
import { sureClock } from './clock.ts';

export type TestContext = Context & {
  readonly clock: RoomClock;
  readonly events: LogEvent[];
  setTime(time: Date): void;
};

/**
 * A context over a test's own store, with a clock that stands still until it is set. No job runs by itself.
 * @param program the served rules; offices that read them pass the real model city
 */
export function testContext(
  store: Store,
  options: {
    env?: Record<string, string>;
    time?: Date;
    program: Program;
    files?: Record<string, string>;
    notices?: NoticeSettings;
    /** In place of the one that stands still. */
    clock?: RoomClock;
  },
): TestContext {
  let time = options.time ?? new Date('2026-03-02T15:00:00Z');
  const clock = options.clock ?? sureClock(() => time);
  const events: LogEvent[] = [];
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const config = configure(options.env ?? {}, '/nonexistent');
  const holds = openHolds(options.program, clock, random, noMirror);
  const log = (event: LogEvent) => void events.push(event);
  const vault = openVault({
    store,
    holds,
    keeper: keeperOf({ config }),
    blobs: openBlobs(config.blobs),
    program: options.program,
    clock,
    random,
    log,
  });
  return {
    config,
    secrets: { csrf: random(32), codes: random(32), holds: random(32) },
    program: { program: options.program, files: options.files ?? {} },
    notices: options.notices ?? NO_NOTICES,
    witnesses: [],
    store,
    holds,
    vault,
    jobs: idleJobs,
    log,
    clock,
    random,
    events,
    setTime: (next) => {
      time = next;
    },
  };
}

const idleJobs: Jobs = { async send() {}, async on() {}, async every() {}, async stop() {} };
