import type { HoldsTables } from '../tables/holds.ts';
import { appendOnly, PAPER, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

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
const SEAL = { ...hold, type: 'bytea', form: 'keyed-hash', proxyFor: ['nothing'] } as const;
const receipt = { ...PAPER, purpose: 'prove-destruction' } as const;

export const holdsHoldings = {
  legal_holds: appendOnly(
    { series: 'legal-holds', group: 'holds', minProcess: 'own-rule' },
    {
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
      ledger_salt: SALT,
      reason: { ...hold, type: 'text', nullable: true },
      narrowed: { ...hold, type: 'boolean' },
      narrowed_series: { ...hold, type: 'ARRAY', nullable: true },
      narrowed_from: { ...hold, type: 'date', nullable: true },
      narrowed_until: { ...hold, type: 'date', nullable: true },
      narrowed_channel: { ...hold, type: 'text', nullable: true },
      channel: { ...hold, type: 'text', nullable: true },
      confirmed_salt: { ...SALT, nullable: true },
      released_salt: { ...SALT, nullable: true },
      released_by_salt: { ...SALT, nullable: true },
      put_back_salt: { ...SALT, nullable: true },
      put_back_on: { ...time, type: 'date', nullable: true },
      placed_by_salt: { ...SALT, nullable: true },
      confirmed_by_salt: { ...SALT, nullable: true },
      words_lost_after: { ...hold, type: 'integer', purpose: 'keep-order', nullable: true },
      words_lost_at: { ...time, nullable: true },
      placed_in_doubt: { ...hold, type: 'boolean' },
      seal: { ...SEAL, nullable: true },
      from_age: { ...hold, type: 'integer', nullable: true },
      mend_asked_by: { ...officer, nullable: true },
      mend_asked_seal: { ...SEAL, nullable: true },
    },
  ),
  hold_reviews: appendOnly(
    { series: 'legal-holds', group: 'holds', minProcess: 'own-rule' },
    {
      id,
      hold: { ...id, purpose: 'tie-records-together' },
      reviewed_at: time,
      reviewed_by: officer,
      next_on: { ...hold, type: 'date' },
      ledger_salt: SALT,
    },
  ),
  hold_wordings: appendOnly(
    { series: 'legal-holds', group: 'holds', minProcess: 'own-rule' },
    {
      id,
      hold: { ...id, purpose: 'tie-records-together' },
      written_at: time,
      written_by: officer,
      gag: { ...hold, type: 'boolean' },
      sentences: { ...hold, type: 'jsonb' },
      turn: { ...hold, type: 'integer', purpose: 'keep-order' },
      ledger_salt: SALT,
    },
  ),
  hold_vendor_notices: appendOnly(
    { series: 'legal-holds', group: 'holds', minProcess: 'own-rule' },
    {
      id,
      hold: { ...id, purpose: 'tie-records-together' },
      vendor: { ...hold, type: 'text' },
      told_on: { ...hold, type: 'date' },
      marked_at: time,
      marked_by: officer,
      ledger_salt: SALT,
    },
  ),
  disposal_certificates: appendOnly(
    { series: 'disposal-certificates', group: 'disposal', minProcess: 'on-request' },
    {
      id: { ...PAPER, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      series: { ...PAPER, type: 'text' },
      due_from: { ...PAPER, type: 'date', nullable: true },
      due_through: { ...PAPER, type: 'date' },
      opens_on: { ...PAPER, type: 'date', nullable: true },
      issued_on: { ...PAPER, type: 'date' },
      issued_by: { ...PAPER, type: 'uuid', proxyFor: ['who-of-staff-acted'] },
      ledger_salt: SALT,
    },
  ),
  disposal_receipts: appendOnly(
    { series: 'disposal-receipts', group: 'disposal', minProcess: 'on-request' },
    {
      id: { ...receipt, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      series: { ...receipt, type: 'text' },
      destroyed_on: { ...receipt, type: 'date' },
      count: { ...receipt, type: 'integer', form: 'count' },
      authority: { ...receipt, type: 'text' },
      ledger_salt: SALT,
      under: { ...receipt, type: 'text', nullable: true },
      certificate: { ...receipt, type: 'uuid', purpose: 'tie-records-together', nullable: true },
    },
  ),
} as const satisfies HoldingsOf<HoldsTables, string>;
