import type { StatementTables } from '../tables/statements.ts';
import type { HoldingsOf } from './holding.ts';

const said = {
  type: 'text',
  purpose: 'commit-publicly',
  basis: 'public-accountability',
  clock: 'row',
  form: 'plain',
  proxyFor: ['when-the-service-ran'],
} as const;
const begun = {
  type: 'text',
  purpose: 'prove-destruction',
  basis: 'records-law',
  clock: 'row',
  form: 'plain',
  proxyFor: ['when-records-ended'],
} as const;
const salt = { ...said, type: 'bytea', form: 'random', proxyFor: ['nothing'] } as const;

export const statementHoldings = {
  public_statements: {
    series: 'public-statements',
    group: 'ledger',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'public',
    disposition: { standing: 'public-accountability' },
    columns: {
      statement_no: { ...said, type: 'bigint', purpose: 'keep-order', form: 'count' },
      kind: said,
      subject: said,
      digest: { ...said, form: 'salted-hash', proxyFor: ['nothing'] },
      said_on: { ...said, type: 'date' },
      ledger_salt: salt,
    },
  },
  disposals_begun: {
    series: 'disposal-receipts',
    group: 'disposal',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'public-accountability' },
    columns: {
      id: { ...begun, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      series: begun,
      begun_on: { ...begun, type: 'date' },
      count: { ...begun, type: 'integer', form: 'count' },
      authority: begun,
      taken_back: { ...begun, type: 'boolean' },
      ledger_salt: salt,
    },
  },
} as const satisfies HoldingsOf<StatementTables, string>;
