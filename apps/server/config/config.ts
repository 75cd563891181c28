import { isAbsolute, join, resolve } from 'node:path';
import { isPlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { type BlobsConfig, blobsConfig } from './blobs.ts';
import { type DeclaredCopies, declaredCopies } from './copies.ts';
import type { Env, EnvName } from './env.ts';
import type { ConfigCode } from './errors.ts';

export const ORIGINS = ['public', 'staff', 'desk', 'verify'] as const;
export type OriginName = (typeof ORIGINS)[number];

export type OriginAddress = {
  /** TCP port to listen on; 0 takes a free one when the service starts. */
  port: number;
  /** Scheme, host and port as browsers see them, without a slash at the end. */
  origin: string;
};

export type Config = {
  /** null: the embedded PostgreSQL in the data folder. */
  databaseUrl: string | null;
  dataFolder: string;
  programFolder: string;
  /** Whose name is on the cards: `iss` of every certificate and credential. */
  issuer: string;
  /** A practice city makes its own root key and says SPECIMEN on every page and card. */
  practice: boolean;
  /** Address to listen on. */
  host: string;
  /** Whether the address a request comes from is told by a proxy in front. */
  trustProxy: boolean;
  origins: Readonly<Record<OriginName, OriginAddress>>;
  /** Socket of the key process. */
  keeperSocket: string;
  /** JSON file that says where the keys of sealed records live (docs/vault.md), for whoever starts the key process. */
  vaultFile: string | null;
  blobs: BlobsConfig;
  /** Where copies of the city's own database can be, as it says. */
  copies: DeclaredCopies;
  /** JSON file that says who carries news to residents (docs/guides/running.md); null where nobody does. */
  noticesFile: string | null;
  /** JSON file that says how many people come (docs/guides/records-officer.md); null: the forecast tells of a hundred. */
  volumesFile: string | null;
  /** JSON file that names who cosigns the ledger (docs/guides/running.md); null where nobody does. */
  witnessesFile: string | null;
  /** UTC day that a person says it is, after looking: how a service that rested long is told that its clock is right. */
  today: string | null;
};

const PORTS: Record<OriginName, number> = { public: 8080, staff: 8081, desk: 8082, verify: 8083 };

/**
 * The configuration an environment asks for, whole or not at all.
 * @param base folder that relative paths start from
 * @throws Fault of `ConfigCode`, naming the variable and never its value
 */
export function configure(env: Env, base: string): Config {
  const origins = Object.fromEntries(ORIGINS.map((name) => [name, originOf(env, name)])) as Config['origins'];
  requireSeparate(origins);
  const practice = choice(env, 'COMMONKEY_CITY', ['practice', 'real'] as const) !== 'real';
  // A name on every certificate and card, for good: never a default.
  if (!practice && env.COMMONKEY_ISSUER === undefined)
    throw new Fault<ConfigCode>('config-issuer-missing', { name: 'COMMONKEY_ISSUER' });
  const dataFolder = folder(base, env.COMMONKEY_DATA ?? 'data');
  return {
    databaseUrl: databaseUrl(env),
    dataFolder,
    programFolder: folder(base, env.COMMONKEY_PROGRAM ?? join('programs', 'model-city-online')),
    issuer: env.COMMONKEY_ISSUER ?? origins.public.origin,
    practice,
    host: env.COMMONKEY_HOST ?? 'localhost',
    trustProxy: choice(env, 'COMMONKEY_TRUSTED_PROXY', ['yes', 'no'] as const) === 'yes',
    origins,
    keeperSocket: join(dataFolder, 'keeper', 'keeper.sock'),
    vaultFile: env.COMMONKEY_VAULT === undefined ? null : folder(base, env.COMMONKEY_VAULT),
    blobs: blobsConfig(env, dataFolder),
    copies: declaredCopies(env),
    noticesFile: env.COMMONKEY_NOTICES === undefined ? null : folder(base, env.COMMONKEY_NOTICES),
    witnessesFile: env.COMMONKEY_WITNESSES === undefined ? null : folder(base, env.COMMONKEY_WITNESSES),
    volumesFile: env.COMMONKEY_VOLUMES === undefined ? null : folder(base, env.COMMONKEY_VOLUMES),
    today: day(env, 'COMMONKEY_TODAY'),
  };
}

function folder(base: string, path: string): string {
  return isAbsolute(path) ? path : resolve(base, path);
}

function originOf(env: Env, name: OriginName): OriginAddress {
  const upper = name.toUpperCase() as Uppercase<OriginName>;
  const portName: EnvName = `COMMONKEY_${upper}_PORT`;
  const given = env[portName];
  const port = given === undefined ? PORTS[name] : Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || (given !== undefined && !/^\d+$/.test(given)))
    throw new Fault<ConfigCode>('config-not-a-port', { name: portName });
  const originName: EnvName = `COMMONKEY_${upper}_ORIGIN`;
  // `localhost`, because browsers give passkeys to a name and never to an address.
  const origin = env[originName] ?? `http://localhost:${port}`;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin)
    throw new Fault<ConfigCode>('config-not-an-origin', { name: originName });
  return { port, origin };
}

/** One origin's scripts and cookies must never be another's (ASVS 3.5.4). */
function requireSeparate(origins: Config['origins']): void {
  const named = ORIGINS.map((name) => origins[name]).filter((address) => address.port !== 0);
  if (new Set(named.map((address) => address.origin)).size !== named.length)
    throw new Fault<ConfigCode>('config-origins-not-separate');
}

function databaseUrl(env: Env): string | null {
  const url = env.DATABASE_URL;
  if (url === undefined) return null;
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new Fault<ConfigCode>('config-not-a-database-url', { name: 'DATABASE_URL' });
  return url;
}

function day(env: Env, name: EnvName): string | null {
  const value = env[name];
  if (value !== undefined && !isPlainDate(value)) throw new Fault<ConfigCode>('config-not-a-day', { name });
  return value ?? null;
}

function choice<const T extends string>(env: Env, name: EnvName, allowed: readonly T[]): T | undefined {
  const value = env[name];
  const found = allowed.find((one) => one === value);
  if (value !== undefined && found === undefined)
    throw new Fault<ConfigCode>('config-not-a-choice', { name, allowed: allowed.join(', ') });
  return found;
}
