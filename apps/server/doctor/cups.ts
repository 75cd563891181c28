export type CupsCode =
  /** Printed jobs' files stay in the spool. */
  | 'cups-keeps-files'
  /** Names and times of printed jobs stay. */
  | 'cups-keeps-history'
  /** Jobs lie on a disk while they are printed. */
  | 'cups-spool-on-disk'
  /** Filters write their intermediate files to a disk. */
  | 'cups-temp-on-disk'
  /** The log tells what each filter did to each job. */
  | 'cups-logs-jobs';

export type CupsFault = Readonly<{ code: CupsCode; params: Readonly<{ setting: string; found: string }> }>;

/**
 * What a desk's print server would keep of a card (CL-09), from `cupsd.conf` and `cups-files.conf`; empty if nothing.
 * A missing setting counts as CUPS's own default, which keeps files for a day and history for ever (cupsd.conf(5),
 * cups-files.conf(5)).
 *
 * @param memory mount points that are tmpfs, without a slash at the end
 */
export function cupsFaults(
  cupsdConf: string,
  cupsFilesConf: string,
  memory: readonly string[] = ['/dev/shm', '/run'],
): CupsFault[] {
  const daemon = settingsOf(cupsdConf);
  const files = settingsOf(cupsFilesConf);
  const faults: CupsFault[] = [];
  const want = (code: CupsCode, setting: string, found: string, good: boolean) => {
    if (!good) faults.push({ code, params: { setting, found } });
  };
  const keepsFiles = daemon.get('preservejobfiles') ?? '86400';
  want('cups-keeps-files', 'PreserveJobFiles', keepsFiles, isNo(keepsFiles));
  const keepsHistory = daemon.get('preservejobhistory') ?? 'Yes';
  want('cups-keeps-history', 'PreserveJobHistory', keepsHistory, isNo(keepsHistory));
  const spool = files.get('requestroot') ?? '/var/spool/cups';
  want('cups-spool-on-disk', 'RequestRoot', spool, isWithin(spool, memory));
  const temp = files.get('tempdir') ?? '/var/spool/cups/tmp';
  want('cups-temp-on-disk', 'TempDir', temp, isWithin(temp, memory));
  const level = daemon.get('loglevel') ?? 'warn';
  want('cups-logs-jobs', 'LogLevel', level, !/^(info|debug|debug2)$/i.test(level));
  const page = daemon.get('pagelogformat') ?? '';
  want('cups-logs-jobs', 'PageLogFormat', page, page === '');
  return faults;
}

// The last word counts, names know no case, sections (<Location …>) hold none of these settings.
function settingsOf(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^\s*([A-Za-z]+)(?:\s+(.*?))?\s*$/.exec(line.replace(/#.*/, ''));
    if (found) settings.set((found[1] ?? '').toLowerCase(), found[2] ?? '');
  }
  return settings;
}

function isNo(value: string): boolean {
  return /^(no|off|false)$/i.test(value);
}

function isWithin(path: string, folders: readonly string[]): boolean {
  // A path that climbs is answered by the file system only, so it is not taken on trust.
  return !path.split('/').includes('..') && folders.some((one) => path === one || path.startsWith(`${one}/`));
}
