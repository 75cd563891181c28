import type { PublicationTables } from '../tables/publications.ts';
import { appendOnly, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const said = {
  type: 'text',
  purpose: 'answer-a-demand',
  basis: 'public-accountability',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-a-demand-exists'],
} as const;
const officer = { ...said, type: 'uuid', proxyFor: ['who-of-staff-acted', 'when-staff-worked'] } as const;

export const publicationHoldings = {
  publications: appendOnly(
    { series: 'public-statements', group: 'holds', minProcess: 'public' },
    {
      id: { ...said, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      turn: { ...said, type: 'integer', purpose: 'keep-order' },
      kind: said,
      subject: said,
      said,
      published_on: { ...said, type: 'date', nullable: true },
      asked_by: officer,
      published_by: { ...officer, nullable: true },
      ledger_salt: { ...SALT, nullable: true },
    },
  ),
  published_pages: appendOnly(
    { series: 'public-statements', group: 'holds', minProcess: 'public' },
    {
      digest: { ...said, type: 'bytea', purpose: 'prove-not-altered' },
      demand: { ...said, type: 'uuid', purpose: 'tie-records-together', form: 'random' },
      jpeg: { ...said, type: 'bytea' },
    },
  ),
} as const satisfies HoldingsOf<PublicationTables, string>;
