import type { LegalNoticeTables } from '../tables/legal-notices.ts';
import { appendOnly, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const notice = {
  purpose: 'tell-of-a-demand',
  basis: 'legal-process',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-a-demand-exists'],
} as const;
const officer = { ...notice, type: 'uuid', proxyFor: ['who-of-staff-acted'] } as const;
const time = { ...notice, type: 'timestamp with time zone' } as const;
const day = { ...notice, type: 'date' } as const;
const id = { ...notice, type: 'uuid', purpose: 'tell-records-apart', form: 'random' } as const;
const salt = { ...SALT, nullable: true } as const;
const decided = {
  id,
  hold: { ...id, purpose: 'tie-records-together' },
  basis: { ...notice, type: 'text' },
  after_gag: { ...notice, type: 'boolean' },
  asked_at: time,
  asked_by: officer,
  agreed_at: { ...time, nullable: true },
  agreed_by: { ...officer, nullable: true },
  ended_at: { ...time, nullable: true },
  ended_by: { ...officer, nullable: true },
  ledger_salt: salt,
  by_salt: salt,
  ended_salt: salt,
} as const;
const series = { series: 'legal-holds', group: 'holds', minProcess: 'own-rule' } as const;

export const legalNoticeHoldings = {
  hold_notices: appendOnly(series, {
    ...decided,
    told: { ...notice, type: 'integer', form: 'count' },
  }),
  public_notices: appendOnly(series, {
    ...decided,
    sentences: { ...notice, type: 'jsonb' },
    from_on: day,
    until_on: day,
  }),
} as const satisfies HoldingsOf<LegalNoticeTables, string>;
