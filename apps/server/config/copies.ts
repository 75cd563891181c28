import { Fault } from '@commonkey/words';
import type { Env, EnvName } from './env.ts';
import type { ConfigCode } from './errors.ts';

/** What a city says of its own PostgreSQL: where copies of what stands in it can be. */
export type DeclaredCopies = {
  /** Servers that follow it, by the name of their slot or the name that they give. */
  readonly replicas: readonly string[];
  /** For how many days the write-ahead log is kept where it is filed away; null: it is not filed. */
  readonly archiveDays: number | null;
  /** For how many days copies of the whole server are kept (base backups); null: none are made. */
  readonly baseBackupDays: number | null;
  readonly extensions: readonly string[];
};

export const NO_COPIES: DeclaredCopies = {
  replicas: [],
  archiveDays: null,
  baseBackupDays: null,
  extensions: [],
};

/** @throws Fault `config-not-names` | `config-not-days` {name} */
export function declaredCopies(env: Env): DeclaredCopies {
  return {
    replicas: names(env, 'COMMONKEY_DATABASE_REPLICAS'),
    archiveDays: days(env, 'COMMONKEY_DATABASE_ARCHIVE_DAYS'),
    baseBackupDays: days(env, 'COMMONKEY_DATABASE_BASE_BACKUP_DAYS'),
    extensions: names(env, 'COMMONKEY_DATABASE_EXTENSIONS'),
  };
}

/** As PostgreSQL names things: they stand on a public page. */
const NAME = /^[A-Za-z0-9_-]{1,63}$/;

function names(env: Env, name: EnvName): string[] {
  const given = env[name]?.split(',').map((one) => one.trim()) ?? [];
  if (given.length > 20 || !given.every((one) => NAME.test(one)))
    throw new Fault<ConfigCode>('config-not-names', { name });
  return [...new Set(given)].sort();
}

function days(env: Env, name: EnvName): number | null {
  const given = env[name];
  if (given === undefined) return null;
  if (!/^[1-9][0-9]{0,3}$/.test(given)) throw new Fault<ConfigCode>('config-not-days', { name });
  return Number(given);
}
