import type { RecordsTables } from '../tables/records.ts';
import { appendOnly, PAPER, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const id = { ...PAPER, type: 'uuid', purpose: 'tell-records-apart', form: 'random' } as const;
const day = { ...PAPER, type: 'date' } as const;
const text = { ...PAPER, type: 'text' } as const;
const count = { ...PAPER, type: 'integer', form: 'count' } as const;

export const recordsHoldings = {
  certificates: appendOnly(
    { series: 'disposal-certificates', group: 'disposal', minProcess: 'on-request' },
    {
      id,
      series: text,
      application_no: text,
      item_no: text,
      due_from: day,
      due_through: day,
      volume: count,
      method: text,
      records_dates: { ...text, nullable: true },
      records_from: { ...day, nullable: true },
      records_through: { ...day, nullable: true },
    },
  ),
  certificate_steps: appendOnly(
    { series: 'disposal-certificates', group: 'disposal', minProcess: 'on-request' },
    {
      id,
      certificate: { ...id, purpose: 'tie-records-together' },
      place: { ...PAPER, type: 'smallint', purpose: 'keep-order' },
      step: text,
      moved_on: day,
      moved_by: { ...PAPER, type: 'uuid', proxyFor: ['who-of-staff-acted', 'when-staff-worked'] },
      disposal_on: { ...day, nullable: true },
      approved_on: { ...day, nullable: true },
      reference: { ...text, nullable: true },
      destroyed: { ...count, nullable: true },
      stayed: { ...count, nullable: true },
      filed_text: { ...PAPER, type: 'jsonb', nullable: true },
      why: { ...text, nullable: true },
      ledger_salt: SALT,
      by_salt: { ...SALT, nullable: true },
    },
  ),
} as const satisfies HoldingsOf<RecordsTables, string>;
