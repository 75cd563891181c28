import type { StatementTables } from '../tables/statements.ts';
import { appendOnly, PAPER, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const said = {
  type: 'text',
  purpose: 'commit-publicly',
  basis: 'public-accountability',
  clock: 'row',
  form: 'plain',
  proxyFor: ['when-the-service-ran'],
} as const;
const begun = { ...PAPER, type: 'text', purpose: 'prove-destruction' } as const;

export const statementHoldings = {
  public_statements: appendOnly(
    { series: 'public-statements', group: 'ledger', minProcess: 'public' },
    {
      statement_no: { ...said, type: 'bigint', purpose: 'keep-order', form: 'count' },
      kind: said,
      subject: said,
      digest: { ...said, form: 'salted-hash', proxyFor: ['nothing'] },
      said_on: { ...said, type: 'date' },
      ledger_salt: SALT,
    },
  ),
  disposals_begun: appendOnly(
    { series: 'disposal-receipts', group: 'disposal', minProcess: 'on-request' },
    {
      id: { ...begun, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      series: begun,
      begun_on: { ...begun, type: 'date' },
      count: { ...begun, type: 'integer', form: 'count' },
      authority: begun,
      taken_back: { ...begun, type: 'boolean' },
      ledger_salt: SALT,
      under: { ...begun, nullable: true },
      certificate: { ...begun, type: 'uuid', purpose: 'tie-records-together', nullable: true },
    },
  ),
} as const satisfies HoldingsOf<StatementTables, string>;
