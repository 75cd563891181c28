import type { RecordsTables } from '../tables/records.ts';
import type { HoldingsOf } from './holding.ts';

const paper = {
  purpose: 'certify-disposal',
  basis: 'records-law',
  clock: 'row',
  form: 'plain',
  proxyFor: ['when-records-ended'],
} as const;
const id = { ...paper, type: 'uuid', purpose: 'tell-records-apart', form: 'random' } as const;
const day = { ...paper, type: 'date' } as const;
const text = { ...paper, type: 'text' } as const;
const count = { ...paper, type: 'integer', form: 'count' } as const;

export const recordsHoldings = {
  certificates: {
    series: 'disposal-certificates',
    group: 'disposal',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'public-accountability' },
    columns: {
      id,
      series: text,
      application_no: text,
      item_no: text,
      due_from: day,
      due_through: day,
      volume: count,
      method: text,
    },
  },
  certificate_steps: {
    series: 'disposal-certificates',
    group: 'disposal',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'public-accountability' },
    columns: {
      id,
      certificate: { ...id, purpose: 'tie-records-together' },
      place: { ...paper, type: 'smallint', purpose: 'keep-order' },
      step: text,
      moved_on: day,
      moved_by: { ...paper, type: 'uuid', proxyFor: ['who-of-staff-acted', 'when-staff-worked'] },
      disposal_on: { ...day, nullable: true },
      approved_on: { ...day, nullable: true },
      reference: { ...text, nullable: true },
      destroyed: { ...count, nullable: true },
      stayed: { ...count, nullable: true },
      filed_text: { ...paper, type: 'jsonb', nullable: true },
      ledger_salt: {
        type: 'bytea',
        purpose: 'commit-publicly',
        basis: 'public-accountability',
        clock: 'row',
        form: 'random',
        proxyFor: ['nothing'],
      },
    },
  },
} as const satisfies HoldingsOf<RecordsTables, string>;
