/** Every code configuration can answer with. */
export type ConfigCode =
  | 'config-not-a-port'
  | 'config-not-an-origin'
  | 'config-origins-not-separate'
  | 'config-not-a-database-url'
  | 'config-unknown-variable'
  | 'config-not-a-choice'
  | 'config-not-a-day'
  | 'config-not-a-blob-store'
  | 'config-blob-keys-missing'
  | 'config-notices-wrong'
  | 'secrets-unreadable'
  | 'program-unreadable'
  | 'program-refused'
  | 'program-incomplete'
  | 'program-is-practice'
  | 'config-issuer-missing';
