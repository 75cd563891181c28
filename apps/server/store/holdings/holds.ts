import type { HoldsTables } from '../tables/holds.ts';
import type { HoldingsOf } from './holding.ts';

const salt = {
  type: 'bytea',
  purpose: 'commit-publicly',
  basis: 'public-accountability',
  clock: 'row',
  form: 'random',
  proxyFor: ['nothing'],
} as const;
const hold = {
  purpose: 'obey-a-hold',
  basis: 'legal-process',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-a-demand-exists'],
} as const;
const officer = { ...hold, type: 'uuid', proxyFor: ['who-of-staff-acted'] } as const;
const time = { ...hold, type: 'timestamp with time zone' } as const;
const id = { ...hold, type: 'uuid', purpose: 'tell-records-apart', form: 'random' } as const;
const paper = {
  purpose: 'certify-disposal',
  basis: 'records-law',
  clock: 'row',
  form: 'plain',
  proxyFor: ['when-records-ended'],
} as const;
const receipt = { ...paper, purpose: 'prove-destruction' } as const;

export const holdsHoldings = {
  legal_holds: {
    series: 'legal-holds',
    disposition: { standing: 'public-accountability' },
    columns: {
      id,
      series: { ...hold, type: 'ARRAY', nullable: true },
      covers_from: { ...hold, type: 'date', nullable: true },
      covers_until: { ...hold, type: 'date', nullable: true },
      placed_at: time,
      placed_by: officer,
      provisional_until: time,
      confirmed_at: { ...time, nullable: true },
      confirmed_by: { ...officer, nullable: true },
      release_asked_by: { ...officer, nullable: true },
      released_at: { ...time, nullable: true },
      released_by: { ...officer, nullable: true },
      ledger_salt: salt,
      reason: { ...hold, type: 'text', nullable: true },
      narrowed: { ...hold, type: 'boolean' },
      narrowed_series: { ...hold, type: 'ARRAY', nullable: true },
      narrowed_from: { ...hold, type: 'date', nullable: true },
      narrowed_until: { ...hold, type: 'date', nullable: true },
      confirmed_salt: { ...salt, nullable: true },
      released_salt: { ...salt, nullable: true },
    },
  },
  hold_reviews: {
    series: 'legal-holds',
    disposition: { standing: 'public-accountability' },
    columns: {
      id,
      hold: { ...id, purpose: 'tie-records-together' },
      reviewed_at: time,
      reviewed_by: officer,
      next_on: { ...hold, type: 'date' },
      ledger_salt: salt,
    },
  },
  hold_wordings: {
    series: 'legal-holds',
    disposition: { standing: 'public-accountability' },
    columns: {
      id,
      hold: { ...id, purpose: 'tie-records-together' },
      written_at: time,
      written_by: officer,
      gag: { ...hold, type: 'boolean' },
      sentences: { ...hold, type: 'jsonb' },
      turn: { ...hold, type: 'integer', purpose: 'keep-order' },
      ledger_salt: salt,
    },
  },
  hold_vendor_notices: {
    series: 'legal-holds',
    disposition: { standing: 'public-accountability' },
    columns: {
      id,
      hold: { ...id, purpose: 'tie-records-together' },
      vendor: { ...hold, type: 'text' },
      told_on: { ...hold, type: 'date' },
      marked_at: time,
      marked_by: officer,
      ledger_salt: salt,
    },
  },
  disposal_certificates: {
    series: 'disposal-certificates',
    disposition: { standing: 'public-accountability' },
    columns: {
      id: { ...paper, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      series: { ...paper, type: 'text' },
      due_from: { ...paper, type: 'date', nullable: true },
      due_through: { ...paper, type: 'date' },
      opens_on: { ...paper, type: 'date', nullable: true },
      issued_on: { ...paper, type: 'date' },
      issued_by: { ...paper, type: 'uuid', proxyFor: ['who-of-staff-acted'] },
      ledger_salt: salt,
    },
  },
  disposal_receipts: {
    series: 'disposal-receipts',
    disposition: { standing: 'public-accountability' },
    columns: {
      id: { ...receipt, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      series: { ...receipt, type: 'text' },
      destroyed_on: { ...receipt, type: 'date' },
      count: { ...receipt, type: 'integer', form: 'count' },
      authority: { ...receipt, type: 'text' },
      ledger_salt: salt,
    },
  },
} as const satisfies HoldingsOf<HoldsTables, string>;
