/**
 * One thing doctor looked at. `unknown`: it could not be determined, which is neither good nor bad.
 * `code` has its words under `doctor.<code>` in the terminal's catalogue.
 */
export type Finding = {
  level: 'ok' | 'warn' | 'fail' | 'unknown';
  code: DoctorCode;
  params?: Readonly<Record<string, string | number>>;
};

export type DoctorCode =
  | 'folder-fit'
  | 'folder-absent'
  | 'folder-not-writable'
  | 'folder-open-to-others'
  | 'space-enough'
  | 'space-low'
  | 'space-none'
  | 'medium-overwrites'
  | 'medium-copies'
  | 'medium-unknown'
  | 'swap-off'
  | 'swap-on'
  | 'swap-unknown'
  | 'core-dumps-off'
  | 'core-dumps-on'
  | 'core-dumps-unknown'
  | 'clock-kept'
  | 'clock-not-kept'
  | 'clock-behind'
  | 'database-not-running'
  | 'database-unreachable'
  | 'database-version'
  | 'database-too-old'
  | 'setting-right'
  | 'setting-wrong'
  | 'keys-not-running'
  | 'keys-practice'
  | 'keys-practice-ended'
  | 'keys-root-missing'
  | 'keys-certificate-missing'
  | 'keys-certificate-awaited'
  | 'keys-ready'
  | 'keys-ending'
  | 'vault-unused'
  | 'vault-whole'
  | 'vault-one-replica'
  | 'vault-cell-on-disk'
  | 'vault-replica-behind'
  | 'vault-clock-in-doubt'
  | 'vault-reserve-missing'
  | 'vault-refused'
  | 'desk-memory-there'
  | 'desk-memory-missing'
  | 'cups-absent'
  | 'cups-keeps-nothing'
  | 'cups-keeps-files'
  | 'cups-keeps-history'
  | 'cups-spool-on-disk'
  | 'cups-temp-on-disk'
  | 'cups-logs-jobs';
