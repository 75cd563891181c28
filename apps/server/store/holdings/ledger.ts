import type { LedgerTables } from '../tables/ledger.ts';
import { appendOnly, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const commitment = {
  type: 'bytea',
  purpose: 'commit-publicly',
  basis: 'public-accountability',
  clock: 'row',
  form: 'salted-hash',
  proxyFor: ['nothing'],
} as const;
const published = {
  basis: 'public-accountability',
  clock: 'row',
  proxyFor: ['when-the-service-ran'],
} as const;
const kept = {
  type: 'text',
  purpose: 'commit-publicly',
  basis: 'public-accountability',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-a-card-was-revoked', 'when-staff-worked'],
} as const;

export const ledgerHoldings = {
  ledger_unsequenced: {
    series: 'ledger-queue',
    group: 'ledger',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { moves: 'ledger_leaves' },
    ephemeral: true,
    columns: { commitment },
  },
  ledger_leaves: {
    series: 'public-ledger',
    group: 'ledger',
    location: ['database', 'static-files'],
    keyHolder: 'no-key',
    minProcess: 'public',
    disposition: { standing: 'public-accountability' },
    columns: {
      leaf_index: { ...commitment, type: 'bigint', purpose: 'keep-order', form: 'random' },
      commitment,
    },
  },
  ledger_checkpoints: {
    series: 'public-ledger',
    group: 'ledger',
    location: ['database', 'static-files'],
    keyHolder: 'no-key',
    minProcess: 'public',
    disposition: { standing: 'public-accountability' },
    columns: {
      tree_size: { ...published, type: 'bigint', purpose: 'keep-order', form: 'count' },
      slot: { ...published, type: 'timestamp with time zone', purpose: 'keep-time', form: 'plain' },
      frontier: { ...published, type: 'bytea', purpose: 'prove-not-altered', form: 'salted-hash' },
      note: { ...published, type: 'text', purpose: 'prove-not-altered', form: 'signature', nullable: true },
    },
  },
  ledger_openings: appendOnly(
    { series: 'ledger-openings', group: 'ledger', minProcess: 'own-rule' },
    {
      salt: SALT,
      kind: kept,
      what: kept,
      yes: { ...kept, type: 'boolean', nullable: true },
      month: kept,
    },
  ),
} as const satisfies HoldingsOf<LedgerTables, string>;
