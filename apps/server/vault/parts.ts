import type { Program } from '@commonkey/program';
import type { Random } from '../clock.ts';
import type { Holds } from '../holds/holds.ts';
import type { RoomClock } from '../holds/steady-clock.ts';
import type { Log } from '../http/log.ts';
import type { KeeperLink } from '../keeper/client.ts';
import type { Store } from '../store/store.ts';
import type { Blobs } from './blobs/blobs.ts';

/** What the vault room works with. */
export type VaultParts = {
  store: Store;
  holds: Holds;
  keeper: Pick<KeeperLink, 'ask'>;
  blobs: Blobs;
  program: Pick<Program, 'channels' | 'series' | 'city' | 'legal'>;
  clock: RoomClock;
  random: Random;
  log: Log;
  /** Milliseconds that ran, whatever the wall clock does. */
  elapsed: () => number;
};
