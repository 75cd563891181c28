import { isFault } from '@commonkey/words';
import type { Log } from '../http/log.ts';

/** For a part outside the database that refuses or is away: what waits for it is tried again, and the log says why. */
export function waited(log: Log): (error: unknown) => null {
  return (error) => {
    if (!isFault(error)) throw error;
    log({ event: 'fault', code: error.code });
    return null;
  };
}
