import { access, constants, readFile, realpath, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { otherSettings } from '../backup/served.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { loadProgram } from '../config/program.ts';
import { databaseFindings } from './database.ts';
import type { Finding } from './finding.ts';
import { flowFindings } from './flows.ts';
import { heldFindings } from './held.ts';
import { holdFindings } from './holds.ts';
import { keyFindings } from './keys.ts';
import { ledgerFindings } from './ledger.ts';
import {
  clockFinding,
  coreDumpFinding,
  mediumFinding,
  mountOf,
  readMounts,
  spaceFinding,
  swapFinding,
} from './machine.ts';
import { noticeFindings } from './notices.ts';
import { officerFindings } from './officers.ts';
import { outsideFindings } from './outside.ts';
import { memoryFinding, printingFindings } from './printing.ts';
import { registerFindings } from './register.ts';
import { uploadsFinding } from './uploads.ts';
import { sealedFindings } from './vault.ts';

/** Folders of the data folder that nobody but their owner may enter. */
const CLOSED = ['secrets', 'keeper', 'postgres', 'blobs', 'kept'];

/** Looks at the machine as it is: data folder, medium, memory, clock, database, printing. Changes nothing. */
export async function examine(config: Config, clock: Clock): Promise<Finding[]> {
  const text = (path: string) => readFile(path, 'utf8').catch(() => null);
  const mounts = readMounts((await text('/proc/mounts')) ?? '');
  const cups = {
    cupsd: await text('/etc/cups/cupsd.conf'),
    cupsFiles: await text('/etc/cups/cups-files.conf'),
  };
  const synchronized = await access('/run/systemd/timesync/synchronized').then(
    () => true,
    () => false,
  );
  return [
    ...(await folderFindings(config.dataFolder)),
    ...(await settingsFindings(config)),
    mediumFinding(mountOf(await realpath(config.dataFolder).catch(() => config.dataFolder), mounts)),
    swapFinding(await text('/proc/swaps')),
    coreDumpFinding(await text('/proc/self/limits')),
    clockFinding(clock.now(), await programWritten(), synchronized),
    ...(await databaseFindings(config)),
    ...(await keyFindings(config, clock)),
    ...(await sealedFindings(config, clock)),
    ...(await officerFindings(config)),
    ...(await holdFindings(config, clock)),
    ...(await heldFindings(config, clock)),
    ...(await flowFindings(config, clock)),
    ...(await ledgerFindings(config)),
    ...(await outsideFindings(config)),
    ...(await registerFindings(config, clock)),
    await uploadsFinding(),
    ...noticeFindings(config),
    ...printingFindings(cups, mounts),
    memoryFinding(process.getuid?.() ?? 0, mounts),
  ];
}

/** Whoever means to change a setting looks here before the start; whoever forgot one learns of it. */
export async function settingsFindings(config: Config): Promise<Finding[]> {
  const rules = await loadProgram(config.programFolder).catch(() => null);
  const names = await otherSettings(config, rules);
  return names.length === 0
    ? []
    : [{ level: 'warn', code: 'settings-differ', params: { names: names.join(', ') } }];
}

/** A time that has certainly passed: when this file was written on this machine. */
export async function programWritten(): Promise<Date> {
  return (await stat(fileURLToPath(import.meta.url))).mtime;
}

async function folderFindings(folder: string): Promise<Finding[]> {
  const params = { folder };
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) return [{ level: 'unknown', code: 'folder-absent', params }];
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable) return [{ level: 'fail', code: 'folder-not-writable', params }];
  const open: Finding[] = [];
  for (const name of CLOSED) {
    const inner = await stat(join(folder, name)).catch(() => null);
    if (inner && (inner.mode & 0o077) !== 0)
      open.push({ level: 'fail', code: 'folder-open-to-others', params: { folder: join(folder, name) } });
  }
  const space = await statfs(folder);
  const fit: Finding[] = open.length > 0 ? open : [{ level: 'ok', code: 'folder-fit', params }];
  return [...fit, spaceFinding(space.bavail * space.bsize)];
}
