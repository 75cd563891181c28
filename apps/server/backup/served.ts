import { join } from 'node:path';
import { logName, type VerifierKey, verifierKey } from '@commonkey/ledger';
import type { Program } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { EnvName } from '../config/env.ts';
import { programDigest, type ServedProgram } from '../config/program.ts';
import { type KeeperLink, keeperOf } from '../keeper/client.ts';
import { openLogFiles } from '../ledger/service.ts';
import { readIf, writeWhole } from '../write-whole.ts';
import type { BackupCode } from './errors.ts';
import { nameOfNote } from './manifest.ts';

const served = z.strictObject({
  issuer: z.string(),
  database: z.enum(['embedded', 'own']),
  /** Where sealed pictures lie; null: in the data folder itself. No key of a bucket. */
  blobs: z.string().nullable(),
  /** Id and version of its rules: wherever a copy of them lies, records end by them. */
  program: z.string(),
  /** What they say, as the ledger commits to it: rules can be edited and keep their version. Folders from before have none. */
  rules: z.string().exactOptional(),
  /** What its ledger is signed with (C2SP signed-note, a vkey). Folders from before have none. */
  ledger: z.string().exactOptional(),
});
/** What a service on a data folder is set to, as far as it decides what a backup of it must have. */
export type Served = z.infer<typeof served>;

const fileOf = (dataFolder: string): string => join(dataFolder, 'secrets', 'served.json');

type Settings = Pick<Config, 'issuer' | 'databaseUrl' | 'blobs' | 'dataFolder'>;
type Rules = { program: Pick<Program, 'id' | 'version'>; files: ServedProgram['files'] };

export function servedBy({ issuer, databaseUrl, blobs, dataFolder }: Settings, rules: Rules): Served {
  const place = blobs.kind === 's3' ? blobs.endpoint : blobs.folder;
  return {
    issuer,
    database: databaseUrl === null ? 'embedded' : 'own',
    blobs: place === join(dataFolder, 'blobs') ? null : place,
    program: `${rules.program.id} ${rules.program.version}`,
    rules: programDigest(rules.files),
  };
}

/** Written at each start, once the keys have said that they are this issuer's: whoever only backs up may run with other settings. */
export const noteServed = (config: Settings, rules: Rules, key?: VerifierKey): Promise<void> =>
  writeWhole(
    fileOf(config.dataFolder),
    JSON.stringify({ ...servedBy(config, rules), ...(key && { ledger: verifierKey(key) }) }),
    0o600,
  );

/** Null: no service of this version has started here, or it was not written by us. */
export async function readServed(dataFolder: string): Promise<Served | null> {
  const text = (await readIf(fileOf(dataFolder)).catch(() => null))?.toString('utf8') ?? 'null';
  try {
    return served.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const VARIABLES = {
  issuer: 'COMMONKEY_ISSUER',
  database: 'DATABASE_URL',
  blobs: 'COMMONKEY_BLOBS',
  program: 'COMMONKEY_PROGRAM',
  rules: 'COMMONKEY_PROGRAM',
} as const satisfies Record<Exclude<keyof Served, 'ledger'>, EnvName>;

/**
 * Variables by which these settings are others than the service's; empty where they are the same, or nobody knows.
 * @param rules null: they could not be read, which others say
 */
export async function otherSettings(config: Settings, rules: Rules | null): Promise<EnvName[]> {
  const theirs = await readServed(config.dataFolder);
  if (theirs === null) return [];
  const ours = servedBy(config, rules ?? NO_RULES);
  const known = SETTINGS.filter((one) => theirs[one] !== undefined && (rules !== null || !OF_RULES.has(one)));
  return [...new Set(known.filter((one) => theirs[one] !== ours[one]).map((one) => VARIABLES[one]))];
}

/**
 * Whether these rules say what those say that records end by now.
 * @returns id and version of the others; null where they are the same, or nobody knows
 */
export async function otherRules(config: Pick<Config, 'dataFolder'>, rules: Rules): Promise<string | null> {
  const theirs = await readServed(config.dataFolder);
  if (theirs === null) return null;
  const said = `${rules.program.id} ${rules.program.version}`;
  const same = theirs.rules === undefined || theirs.rules === programDigest(rules.files);
  return same && theirs.program === said ? null : theirs.program;
}

const NO_RULES: Rules = { program: { id: '', version: '' }, files: {} };
const SETTINGS = ['issuer', 'database', 'blobs', 'program', 'rules'] as const;
const OF_RULES: ReadonlySet<string> = new Set(['program', 'rules']);

/**
 * Whose name is set does not matter to a backup: it has what the keys say (`issuerOf`).
 * @throws Fault `backup-other-settings` {names}: it would be of another database, without its pictures, or tried by other rules
 */
export async function requireSettings(config: Settings, rules: Rules | null): Promise<void> {
  refuse((await otherSettings(config, rules)).filter((name) => name !== VARIABLES.issuer));
}

/**
 * Whose city a data folder is, whatever the settings say: as its keys say, which only a running service can be asked; else as they
 * said at its last start; else as its ledger is called.
 * @throws Fault `backup-other-settings` where only the ledger can be asked, and it is another's than the settings say
 */
export async function issuerOf(
  config: Settings & Pick<Config, 'keeperSocket'>,
  keeper: Pick<KeeperLink, 'ask'> = keeperOf({ config }),
): Promise<string> {
  const keys = await keeper.ask('public-keys', {}).catch(() => null);
  const said = keys?.issuer ?? (await readServed(config.dataFolder))?.issuer;
  if (said !== undefined) return said;
  const ledger = nameOfNote(await openLogFiles(config.dataFolder).note());
  refuse(ledger === null || ledger === logName(config.issuer) ? [] : ['COMMONKEY_ISSUER']);
  return config.issuer;
}

function refuse(names: readonly EnvName[]): void {
  if (names.length > 0) throw new Fault<BackupCode>('backup-other-settings', { names: names.join(', ') });
}
