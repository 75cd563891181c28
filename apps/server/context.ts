import type { CityClock, Random } from './clock.ts';
import type { Config } from './config/config.ts';
import type { NoticeSettings } from './config/notices.ts';
import type { ServedProgram } from './config/program.ts';
import type { Secrets } from './config/secrets.ts';
import type { Witness } from './config/witnesses.ts';
import type { Holds } from './holds/holds.ts';
import type { Log } from './http/log.ts';
import type { Jobs } from './store/jobs.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './vault/vault.ts';

export type { CityClock, Clock, Random } from './clock.ts';

/** What every office is handed, once, at the start. */
export type Context = {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly program: ServedProgram;
  /** Who carries news to residents: what nobody carries is not asked for. */
  readonly notices: NoticeSettings;
  /** Who signs that the ledger only grew. */
  readonly witnesses: readonly Witness[];
  readonly store: Store;
  readonly holds: Holds;
  readonly vault: Vault;
  readonly jobs: Jobs;
  readonly log: Log;
  readonly clock: CityClock;
  readonly random: Random;
  /** How long a page waits for the key process, in milliseconds, where that is not as long as residents are promised. */
  readonly keysPatienceMs?: number;
};
