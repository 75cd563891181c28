/** What a backup or its way back refuses. */
export type BackupCode =
  /** The place for the new backup is there already and is not empty. */
  | 'backup-there-already'
  /** No backup lies there, or a part of it is missing. */
  | 'backup-incomplete'
  /** A file of it is not the one that was written. */
  | 'backup-altered'
  /** Written by a newer program. */
  | 'backup-newer'
  /** No service has ever kept its data in this folder. */
  | 'city-not-here'
  /** The database that `DATABASE_URL` names has no city in it. */
  | 'city-not-in-database'
  /** A service of this version has not started on it yet. */
  | 'database-older-than-program'
  /** The keys that the service goes on with are not in the folder that it is put into. */
  | 'restore-keys-missing'
  /** They are, though whoever restores says that they are lost. */
  | 'restore-keys-there'
  /** Another issuer's: its cards and keys are not this city's. */
  | 'backup-of-another-city'
  /** The settings of whoever makes or tries it are not those that the service runs with. */
  | 'backup-other-settings'
  /** Its ledger is signed by keys of another service, which calls itself by the same name. */
  | 'backup-of-another-service'
  /** Another database than the one that was here last, or that one as it was earlier: the next start looks after it. */
  | 'database-exchanged';
