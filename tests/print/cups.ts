import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The settings a desk's print server must have; `doctor` asks for the same ones. */
export const memoryOnly = ['PreserveJobFiles No', 'PreserveJobHistory No'] as const;

export type FakePrinter = {
  /** For CUPS_SERVER: the path of this print server's own socket. */
  readonly server: string;
  readonly queue: string;
  /** RequestRoot: where a job's files lie while it is printed. */
  readonly spool: string;
  /** Every folder this print server writes to, logs included. */
  readonly folders: readonly string[];
  /** PDFs that reached the printer, oldest first. */
  arrived(): Promise<string[]>;
  /** Unfinished jobs and, if history were kept, finished ones. */
  jobs(): Promise<string>;
  close(): Promise<void>;
};

/** Why no print server can be started here, or undefined. */
export function printingMissing(): string | undefined {
  for (const file of [
    '/usr/sbin/cupsd',
    '/usr/sbin/lpadmin',
    '/usr/bin/pdfinfo',
    '/usr/bin/pdftoppm',
    '/dev/shm',
  ])
    if (!existsSync(file)) return `${file} is missing (Debian: cups, cups-client, poppler-utils)`;
  return undefined;
}

/**
 * A CUPS server of our own with one card printer, everything in memory (/dev/shm). The printer's driver takes PDF and
 * its backend stores what arrives, so that a test sees exactly what a real printer would be sent.
 */
export async function startFakePrinter(settings: readonly string[] = memoryOnly): Promise<FakePrinter> {
  const home = await mkdtemp('/dev/shm/commonkey-cups-');
  await chmod(home, 0o755);
  const at = (name: string) => join(home, name);
  for (const name of ['root', 'spool', 'spool/tmp', 'cache', 'state', 'log', 'bin', 'bin/backend', 'arrived'])
    await mkdir(at(name));
  await chmod(at('arrived'), 0o777);
  for (const name of ['filter', 'daemon', 'driver', 'monitor', 'notifier', 'cgi-bin'])
    if (existsSync(`/usr/lib/cups/${name}`)) await symlink(`/usr/lib/cups/${name}`, at(`bin/${name}`));
  await writeFile(at('bin/backend/store'), backend(at('arrived')), { mode: 0o755 });
  await writeFile(at('cupsd.conf'), daemonSettings(at('socket'), settings));
  await writeFile(at('cups-files.conf'), fileSettings(at));
  await writeFile(at('card.ppd'), cardPrinter);

  const daemon = spawn('/usr/sbin/cupsd', ['-f', '-c', at('cupsd.conf'), '-s', at('cups-files.conf')], {
    stdio: 'ignore',
  });
  const env = { ...process.env, CUPS_SERVER: at('socket') };
  try {
    await answering(env, daemon);
    await run('/usr/sbin/lpadmin', ['-p', 'card', '-E', '-v', 'store:/', '-P', at('card.ppd')], { env });
    await run('/usr/sbin/lpadmin', ['-d', 'card'], { env });
  } catch (error) {
    const log = await readFile(at('log/error_log'), 'utf8').catch(() => '');
    await end(daemon);
    await rm(home, { recursive: true, force: true });
    throw new Error(`the print server did not start: ${log.slice(-600)}`, { cause: error });
  }
  return {
    server: at('socket'),
    queue: 'card',
    spool: at('spool'),
    folders: ['spool', 'cache', 'state', 'log', 'root'].map(at),
    async arrived() {
      const names = (await readdir(at('arrived'))).filter((one) => one.endsWith('.pdf'));
      return names.sort().map((one) => join(at('arrived'), one));
    },
    async jobs() {
      const { stdout } = await run('lpstat', ['-W', 'all', '-o'], { env });
      return stdout.trim();
    },
    async close() {
      await end(daemon);
      await rm(home, { recursive: true, force: true });
    },
  };
}

// A backend's arguments: job, user, title, copies, options, and the file if it is not on stdin (backend(7)).
const backend = (folder: string) => `#!/bin/sh
if [ $# -eq 0 ]; then echo 'direct store:/ "Unknown" "Stores what arrives"'; exit 0; fi
part="${folder}/$(printf %06d "$1").part"
cat "\${6:--}" > "$part" && chmod 644 "$part" && mv "$part" "\${part%.part}.pdf"
`;

const daemonSettings = (socket: string, settings: readonly string[]) => `Listen ${socket}
LogLevel warn
Browsing Off
WebInterface No
DefaultAuthType None
MaxLogSize 0
${settings.join('\n')}
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`;

const fileSettings = (at: (name: string) => string) => `ServerRoot ${at('root')}
RequestRoot ${at('spool')}
TempDir ${at('spool/tmp')}
CacheDir ${at('cache')}
StateDir ${at('state')}
ServerBin ${at('bin')}
DataDir /usr/share/cups
AccessLog ${at('log/access_log')}
ErrorLog ${at('log/error_log')}
PageLog ${at('log/page_log')}
SystemGroup root
`;

/** A single-sided card printer at 300 dpi that knows one paper: CR80, edge to edge. */
const cardPrinter = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "CARD.PPD"
*Product: "(Fake card printer)"
*Manufacturer: "Commonkey"
*ModelName: "Fake card printer"
*ShortNickName: "Fake card printer"
*NickName: "Fake card printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Card: PickOne
*DefaultPageSize: CR80
*PageSize CR80/CR80: "<</PageSize[242.64 153.01]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Card: PickOne
*DefaultPageRegion: CR80
*PageRegion CR80/CR80: "<</PageSize[242.64 153.01]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: CR80
*ImageableArea CR80: "0 0 242.64 153.01"
*DefaultPaperDimension: CR80
*PaperDimension CR80: "242.64 153.01"
*DefaultResolution: 300dpi
`;

async function answering(env: NodeJS.ProcessEnv, daemon: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (daemon.exitCode !== null) throw new Error(`cupsd ended with ${daemon.exitCode}`);
    const up = await run('lpstat', ['-r'], { env }).then(
      ({ stdout }) => stdout.includes('is running'),
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('cupsd does not answer');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
