import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { type Config, configure, processEnv } from '@commonkey/server';
import { requireCity, withDatabase } from '@commonkey/server/backup/database.ts';
import { drillBackup } from '@commonkey/server/backup/drill.ts';
import { readBackupOf } from '@commonkey/server/backup/manifest.ts';
import { requireKeys, restoreBackup } from '@commonkey/server/backup/restore.ts';
import { issuerOf, requireSettings } from '@commonkey/server/backup/served.ts';
import { requireOwnBackup, requireOwnDatabase } from '@commonkey/server/backup/whose.ts';
import { writeBackup } from '@commonkey/server/backup/write.ts';
import { loadProgram } from '@commonkey/server/config/program.ts';
import { keeperOf } from '@commonkey/server/keeper/client.ts';
import { openBlobs } from '@commonkey/server/vault/blobs/open.ts';
import { speaker } from '@commonkey/words';
import { cardFault } from '../card/codes.ts';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { saySealed } from './say-sealed.ts';
import { backupWords } from './words.ts';

const say = speaker('en', backupWords.en ?? {});
const random = (size: number) => new Uint8Array(randomBytes(size));

/**
 * `backup FOLDER [--json]`: a copy of what lives, into a new folder, while the service works or rests. No dead row, no root,
 * nobody's session. Faults `backup-there-already`, `backup-other-settings`, `database-*`, `disk-full`.
 */
export async function backup(argv: string[], io: Io): Promise<number> {
  const { folder, json } = argumentsOf(argv);
  const config = configured();
  // First what the service ran with: without its DATABASE_URL this folder seems to hold no city.
  await requireSettings(config, null);
  await requireCity(config);
  const issuer = await issuerOf(config);
  const manifest = await withDatabase(
    config,
    random,
    { resting: false, anyVersion: true },
    async (address) => {
      await requireOwnDatabase({ config }, address);
      const parts = { config, issuer, address, blobs: openBlobs(config.blobs), clock: { now: io.now } };
      return writeBackup(parts, folder);
    },
  );
  const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0);
  const files = Object.keys(manifest.files).length;
  io.out(json ? JSON.stringify(manifest, null, 2) : say('backup.written', { folder, rows, files }));
  return 0;
}

/**
 * `backup drill FOLDER [--json]`: puts it back aside, in a database that is thrown away, and says what of it today's keys
 * still open. Exit code 2 where it could not be put back for this city, 1 where the copy's ledger is not whole, or where the key process does not answer.
 */
export async function backupDrill(argv: string[], io: Io): Promise<number> {
  const { folder, json } = argumentsOf(argv);
  const config = configured();
  await requireSettings(config, null);
  await requireCity(config);
  const program = await loadProgram(config.programFolder, config);
  await requireSettings(config, program);
  const keeper = keeperOf({ config });
  try {
    const issuer = await issuerOf(config, keeper);
    const own = (checkpoint: string | null) => requireOwnBackup({ config, keeper }, checkpoint);
    const drill = await drillBackup(folder, { keeper, clock: { now: io.now }, program, issuer, own });
    if (json) io.out(JSON.stringify(drill, null, 2));
    else {
      io.out(say('backup.drill-rows', { made: drill.made, rows: drill.rows }));
      io.out(say(`backup.drill-ledger-${drill.ledger}`));
      io.out(saySealed(drill.sealed, say));
      io.out(say('backup.drill-due', { due: drill.due }));
      if (drill.holdsForgotten !== null) io.out(say('backup.drill-holds', { count: drill.holdsForgotten }));
    }
    return drill.ledger !== 'differs' && drill.sealed !== null ? 0 : 1;
  } finally {
    keeper.close();
  }
}

/**
 * `restore FOLDER [--keys-lost] [--json]`: puts a backup into an empty database, with the service stopped and the keys as they are
 * now. What was destroyed since ends at the next start, before anybody is let in. What it refuses it refuses before anything is
 * made: `backup-*`, `restore-keys-missing`, `restore-keys-there`, `database-not-empty`, `data-folder-in-use`.
 */
export async function restore(argv: string[], io: Io): Promise<number> {
  const { folder, json, keysLost } = argumentsOf(argv, ['keys-lost']);
  const config = configured();
  const read = await readBackupOf(folder, config.issuer);
  await requireKeys(config, keysLost);
  const blobs = openBlobs(config.blobs);
  const manifest = await withDatabase(config, random, { resting: true }, (address) =>
    restoreBackup({ config, address, blobs, keysLost }, folder, read),
  );
  const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0);
  const said = say('backup.restored', { made: manifest.made, rows });
  if (json) io.out(JSON.stringify(manifest, null, 2));
  else io.out(keysLost ? `${said}\n${say('backup.restored-without-keys')}` : said);
  return 0;
}

const configured = (): Config => configure(processEnv(), process.cwd());

function argumentsOf(
  argv: string[],
  switches: readonly 'keys-lost'[] = [],
): { folder: string; json: boolean; keysLost: boolean } {
  const at = argv.findIndex((word) => !word.startsWith('--'));
  const folder = argv[at];
  if (folder === undefined) throw cardFault('cli-arguments-wrong', { problem: 'FOLDER' });
  const rest = argv.toSpliced(at, 1);
  const flags = readFlags(rest, { texts: [], switches: ['json', ...switches] });
  return {
    folder: resolve(folder),
    json: flags.given('json'),
    keysLost: flags.given('keys-lost'),
  };
}
