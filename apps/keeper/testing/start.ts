import { type RunningKeeper, startKeeper } from '../start.ts';
import type { StartSettings } from '../start-settings.ts';

/** A key process as a service starts it, but for what was compiled in an earlier start: a test run begins hundreds of them. */
export const startTestKeeper = (settings: StartSettings): Promise<RunningKeeper> =>
  startKeeper(settings, { compiled: process.env.NODE_COMPILE_CACHE });
