import type { DeskTables } from '../tables/desks.ts';
import type { HoldingsOf } from './holding.ts';

const desk = { basis: 'programme-ordinance', clock: 'row', form: 'plain' } as const;
const key = {
  ...desk,
  type: 'text',
  purpose: 'certify-a-desk',
  form: 'public-key',
  proxyFor: ['when-a-desk-worked'],
} as const;
const limit = { ...desk, purpose: 'limit-a-desk', proxyFor: ['when-a-desk-worked'] } as const;
const untilClosed = { ...key, clock: { emptiedAt: 'shift-closed' }, nullable: true } as const;
const hours = {
  ...limit,
  type: 'timestamp with time zone',
  clock: { emptiedAt: 'shift-closed' },
  nullable: true,
} as const;
const close = {
  ...desk,
  type: 'text',
  purpose: 'reconcile-a-shift',
  proxyFor: ['when-a-desk-worked'],
} as const;
const end = {
  ...desk,
  type: 'date',
  basis: 'records-law',
  purpose: 'end-on-time',
  proxyFor: ['when-a-desk-worked'],
} as const;
const salt = {
  ...close,
  type: 'bytea',
  basis: 'public-accountability',
  purpose: 'commit-publicly',
  form: 'random',
  proxyFor: ['nothing'],
} as const;
const listed = {
  ...desk,
  type: 'uuid',
  basis: 'records-law',
  purpose: 'certify-disposal',
  form: 'random',
  proxyFor: ['when-records-ended'],
  nullable: true,
} as const;
const tie = {
  ...desk,
  type: 'text',
  purpose: 'reconcile-a-shift',
  clock: { emptiedAt: 'shift-closed' },
  proxyFor: ['which-shift-issued-it'],
} as const;

export const deskHoldings = {
  shift_serials: {
    series: 'open-shift',
    group: 'cards',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    ephemeral: true,
    columns: {
      serial: { ...tie, purpose: 'card-number', form: 'random' },
      shift: tie,
      list: { ...tie, type: 'integer', purpose: 'card-status', form: 'random' },
      place: { ...tie, type: 'integer', purpose: 'card-status', form: 'random' },
      revoked: { ...tie, type: 'boolean', purpose: 'card-status', proxyFor: ['that-a-card-was-revoked'] },
      slip_claims: {
        ...tie,
        type: 'ARRAY',
        purpose: 'prove-holder-asked',
        form: 'salted-hash',
        proxyFor: ['that-a-card-was-revoked'],
      },
      ends_on: end,
    },
  },
  library_numbers: {
    series: 'library-numbers',
    group: 'desks',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'runs-the-service' },
    columns: {
      number: { ...desk, type: 'text', purpose: 'library-number', proxyFor: ['nothing'] },
      shift: { ...tie, nullable: true },
      used: { ...desk, type: 'boolean', purpose: 'library-number', proxyFor: ['nothing'] },
    },
  },
  hand_overs: {
    series: 'open-shift',
    group: 'applications',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    ephemeral: true,
    columns: {
      record: {
        ...tie,
        type: 'bytea',
        clock: 'row',
        purpose: 'prevent-replay',
        form: 'keyed-hash',
        proxyFor: ['that-an-application-exists'],
      },
      shift: {
        ...tie,
        type: 'bytea',
        clock: 'row',
        form: 'keyed-hash',
        proxyFor: ['when-a-desk-worked'],
      },
      ends_on: end,
    },
  },
  desk_copies: {
    series: 'desk-copies',
    group: 'desks',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { hands: 'ends_on' },
    recorded: 'recorded_on',
    columns: {
      id: { ...desk, type: 'uuid', purpose: 'tell-records-apart', form: 'random', proxyFor: ['nothing'] },
      series: { ...close, basis: 'records-law', purpose: 'end-on-time' },
      shift: { ...close, purpose: 'tie-records-together', form: 'random' },
      recorded_on: { ...end, purpose: 'obey-a-hold' },
      ends_on: end,
      disposal_certificate: listed,
    },
  },
  desk_keys: {
    series: 'desk-keys',
    group: 'desks',
    location: ['database', 'static-files'],
    keyHolder: 'no-key',
    minProcess: 'public',
    disposition: { by: 'ends_on' },
    columns: {
      kid: { ...key, purpose: 'publish-keys' },
      certificate: { ...key, type: 'bytea', purpose: 'publish-keys' },
      salt: { ...salt, nullable: true },
      ends_on: end,
    },
  },
  distrusted_keys: {
    series: 'distrusted-keys',
    group: 'desks',
    location: ['database', 'static-files'],
    keyHolder: 'no-key',
    minProcess: 'public',
    disposition: { standing: 'public-accountability' },
    columns: {
      kid: { ...key, purpose: 'publish-keys' },
      since_month: { ...close, basis: 'security-of-the-service', purpose: 'keep-time' },
      ledger_salt: salt,
    },
  },
  // Last, because the tables above refer to it and the sweep goes by this order.
  desk_shifts: {
    series: 'shift-statement',
    group: 'desks',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { by: 'ends_on' },
    recorded: 'worked_on',
    columns: {
      shift: { ...desk, type: 'text', purpose: 'tell-records-apart', form: 'random', proxyFor: ['nothing'] },
      opened_by: {
        ...desk,
        type: 'uuid',
        basis: 'employment',
        purpose: 'give-authority',
        clock: { emptiedAt: 'shift-closed' },
        proxyFor: ['who-of-staff-acted', 'when-staff-worked'],
        nullable: true,
      },
      kid: untilClosed,
      public_x: untilClosed,
      public_y: untilClosed,
      certificate: { ...untilClosed, type: 'bytea' },
      window_from: hours,
      window_until: hours,
      max_hours: { ...hours, type: 'integer' },
      worked_on: { ...close, type: 'date', nullable: true },
      quota: { ...limit, type: 'integer', form: 'count', proxyFor: ['how-busy-a-desk-was'] },
      policy_version: {
        ...desk,
        type: 'text',
        purpose: 'apply-the-right-rules',
        proxyFor: ['month-of-issue'],
      },
      fees: { ...desk, type: 'jsonb', purpose: 'reconcile-a-shift', proxyFor: ['nothing'] },
      statement_digest: { ...close, purpose: 'prevent-replay', form: 'salted-hash', nullable: true },
      head: { ...close, purpose: 'prove-not-altered', form: 'salted-hash', nullable: true },
      counts: {
        ...close,
        type: 'jsonb',
        purpose: 'count-work',
        form: 'count',
        proxyFor: ['how-busy-a-desk-was', 'that-an-application-exists'],
        nullable: true,
      },
      close_salt: { ...salt, nullable: true },
      event: { ...close, type: 'uuid', form: 'random', nullable: true },
      ends_on: end,
      disposal_certificate: listed,
    },
  },
} as const satisfies HoldingsOf<DeskTables, string>;
