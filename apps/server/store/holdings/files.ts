import type {
  Basis,
  Form,
  Group,
  Inference,
  KeyHolder,
  Location,
  MinProcess,
  Purpose,
} from './vocabulary.ts';

/** Something of the service that is no table: its fields by name, and where it is made of files, which ones. */
export type FileHolding = {
  group: Group;
  location: readonly [Location, ...Location[]];
  keyHolder: KeyHolder;
  minProcess: MinProcess;
  purpose: Purpose;
  basis: Basis;
  form: Form;
  proxyFor: readonly [Inference, ...Inference[]];
  ends: 'by-the-machine' | 'with-what-it-opens' | 'while-it-runs' | 'for-good';
  /** Files below the data folder, by their paths there. */
  files: readonly RegExp[];
};

const service = {
  group: 'service',
  keyHolder: 'no-key',
  minProcess: 'own-rule',
  purpose: 'run-the-service',
  basis: 'security-of-the-service',
  ends: 'while-it-runs',
  files: [],
} as const;

/** What the service writes that is no row. A file below the data folder that none of these describes is told on the public page. */
export const FILE_HOLDINGS = {
  'sealed-files': {
    group: 'applications',
    location: ['blob-store'],
    keyHolder: 'keeper-and-officers',
    minProcess: 'own-rule-and-two',
    purpose: 'keep-sealed',
    basis: 'programme-ordinance',
    form: 'sealed',
    proxyFor: ['about-how-much-was-sent'],
    ends: 'with-what-it-opens',
    files: [/^blobs\/([0-9a-f]{2})\/\1[0-9a-f]{30}(\.new)?$/],
  },
  'vault-keys': {
    group: 'applications',
    location: ['key-process'],
    keyHolder: 'keeper',
    minProcess: 'own-rule-and-two',
    purpose: 'keep-sealed',
    basis: 'security-of-the-service',
    form: 'sealed',
    proxyFor: ['that-an-application-exists'],
    ends: 'with-what-it-opens',
    files: [/^keeper\/vault\//, /^keeper\/vault\.cell(\.new)?$/, /^keeper\/keys-lost\.json$/],
  },
  'issuing-keys': {
    ...service,
    group: 'cards',
    location: ['key-process'],
    keyHolder: 'keeper',
    minProcess: 'own-rule-and-two',
    purpose: 'publish-keys',
    form: 'sealed',
    proxyFor: ['nothing'],
    files: [/^keeper\/(cell|keys\.sealed)(\.new)?$/, /^keeper\/(keeper\.sock|wash)$/],
  },
  'published-files': {
    ...service,
    group: 'ledger',
    location: ['static-files'],
    minProcess: 'public',
    purpose: 'publish-status',
    basis: 'public-accountability',
    form: 'signature',
    proxyFor: ['that-a-card-was-revoked', 'when-the-service-ran'],
    ends: 'for-good',
    files: [
      /^published\/status\/[1-9][0-9]{0,6}(\.[0-9]+\.[0-9]+\.new)?$/,
      /^published\/ledger\/(checkpoint|tile\/[0-9a-z/.]+?)(\.[0-9]+\.[0-9]+\.new)?$/,
    ],
  },
  'kept-outside': {
    ...service,
    group: 'ledger',
    location: ['data-folder'],
    minProcess: 'own-rule-and-two',
    purpose: 'prove-destruction',
    basis: 'public-accountability',
    form: 'plain',
    proxyFor: ['when-records-ended'],
    ends: 'for-good',
    files: [/^kept\/(rows\.jsonl|leaves\.txt|(living|withdrawn|database)\.json(\.[0-9a-f-]{36}\.new)?)$/],
  },
  'service-secrets': {
    ...service,
    location: ['data-folder'],
    purpose: 'find-by-code',
    form: 'random',
    proxyFor: ['nothing'],
    files: [
      /^secrets\/(server\.key|backup-made)(\.new)?$/,
      /^secrets\/(residue-scan|clock|clock-doubt|served\.json)(\.[0-9a-f-]{36}\.new)?$/,
      /^owner\.lock(-journal)?$/,
    ],
  },
  'database-files': {
    ...service,
    location: ['data-folder'],
    form: 'plain',
    proxyFor: ['when-the-service-ran'],
    files: [/^postgres(\/|$)/],
  },
  log: {
    ...service,
    location: ['log'],
    form: 'plain',
    // A line of `/apply/*` with a POST: somebody applied in that hour, or came back to it.
    proxyFor: [
      'that-an-application-exists',
      'when-staff-worked',
      'who-of-staff-acted',
      'when-a-desk-worked',
      'when-records-ended',
      'when-the-service-ran',
    ],
    ends: 'by-the-machine',
  },
} as const satisfies Readonly<Record<string, FileHolding>>;
export type FileHoldingName = keyof typeof FILE_HOLDINGS;
