import { Fault } from '@commonkey/words';
import type { ConfigCode } from './errors.ts';

/** Every variable the service reads, and nothing else does. Values as they came. */
const NAMES = [
  'DATABASE_URL',
  'COMMONKEY_DATA',
  'COMMONKEY_PROGRAM',
  'COMMONKEY_CITY',
  'COMMONKEY_ISSUER',
  'COMMONKEY_HOST',
  'COMMONKEY_TRUSTED_PROXY',
  'COMMONKEY_BLOBS',
  'COMMONKEY_BLOBS_KEY',
  'COMMONKEY_BLOBS_SECRET',
  'COMMONKEY_BLOBS_REGION',
  'COMMONKEY_DATABASE_REPLICAS',
  'COMMONKEY_DATABASE_ARCHIVE_DAYS',
  'COMMONKEY_DATABASE_BASE_BACKUP_DAYS',
  'COMMONKEY_DATABASE_EXTENSIONS',
  'COMMONKEY_VAULT',
  'COMMONKEY_NOTICES',
  'COMMONKEY_VOLUMES',
  'COMMONKEY_WITNESSES',
  'COMMONKEY_TODAY',
  'COMMONKEY_PUBLIC_PORT',
  'COMMONKEY_STAFF_PORT',
  'COMMONKEY_DESK_PORT',
  'COMMONKEY_VERIFY_PORT',
  'COMMONKEY_PUBLIC_ORIGIN',
  'COMMONKEY_STAFF_ORIGIN',
  'COMMONKEY_DESK_ORIGIN',
  'COMMONKEY_VERIFY_ORIGIN',
] as const;

export type EnvName = (typeof NAMES)[number];
export type Env = Readonly<Partial<Record<EnvName, string>>>;

/** Variables of the tests, which the service itself has no use for. */
const NOT_OURS = new Set(['COMMONKEY_SAMPLES', 'COMMONKEY_VECTORS']);

/**
 * The service's variables out of an environment. Empty ones count as absent.
 * @throws Fault `config-unknown-variable` for a COMMONKEY_ name that does not exist: a typo must not be a default
 */
export function readEnv(environment: Readonly<Record<string, string | undefined>>): Env {
  const known = new Set<string>(NAMES);
  for (const name of Object.keys(environment)) {
    if (name.startsWith('COMMONKEY_') && !known.has(name) && !NOT_OURS.has(name))
      throw new Fault<ConfigCode>('config-unknown-variable', { name });
  }
  return Object.fromEntries(NAMES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

/** The one place that looks at the process's environment. */
export function processEnv(): Env {
  return readEnv(process.env);
}
