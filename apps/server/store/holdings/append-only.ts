import type { Group, MinProcess } from './vocabulary.ts';

/** A table to which rows are only added, in the database alone: whoever checks the ledger needs them for good. */
export const appendOnly = <
  const Of extends { series: string; group: Group; minProcess: MinProcess },
  const Columns,
>(
  of: Of,
  columns: Columns,
) =>
  ({
    ...of,
    location: ['database'],
    keyHolder: 'no-key',
    disposition: { standing: 'public-accountability' },
    columns,
  }) as const;

/** What hides the row's leaf, until somebody is handed it. */
export const SALT = {
  type: 'bytea',
  purpose: 'commit-publicly',
  basis: 'public-accountability',
  clock: 'row',
  form: 'random',
  proxyFor: ['nothing'],
} as const;

/** What a certificate or a receipt says of records that ended. */
export const PAPER = {
  purpose: 'certify-disposal',
  basis: 'records-law',
  clock: 'row',
  form: 'plain',
  proxyFor: ['when-records-ended'],
} as const;
