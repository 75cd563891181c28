import type { DemandPaperTables } from '../tables/demand-papers.ts';
import { appendOnly, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const OF = { series: 'demand-register', group: 'holds', minProcess: 'own-rule' } as const;
const demand = {
  purpose: 'answer-a-demand',
  basis: 'legal-process',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-a-demand-exists'],
} as const;
const id = { ...demand, type: 'uuid', purpose: 'tell-records-apart', form: 'random' } as const;
const tie = { ...id, purpose: 'tie-records-together' } as const;
const text = { ...demand, type: 'text' } as const;
const day = { ...demand, type: 'date' } as const;
const count = { ...demand, type: 'integer', form: 'count' } as const;
const officer = { ...demand, type: 'uuid', proxyFor: ['who-of-staff-acted', 'when-staff-worked'] } as const;
const digest = { ...demand, type: 'bytea', purpose: 'prove-not-altered', form: 'salted-hash' } as const;

const two = {
  turn: { ...demand, type: 'integer', purpose: 'keep-order' },
  proposed_on: day,
  proposed_by: officer,
  decided_on: { ...day, nullable: true },
  decided_by: { ...officer, nullable: true },
  by_salt: { ...SALT, nullable: true },
  ledger_salt: { ...SALT, nullable: true },
} as const;

export const demandPaperHoldings = {
  demand_letters: appendOnly(OF, { id, demand: tie, letter: text, sealed: tie, digest, ...two }),
  demand_productions: appendOnly(OF, {
    id,
    item: tie,
    instrument: text,
    decision: tie,
    outcome: text,
    sealed: tie,
    digest,
    recipient: text,
    medium: text,
    locked_to: text,
    pages: count,
    records: count,
    people: count,
    by_order: { ...demand, type: 'boolean' },
    ...two,
  }),
  demand_bundles_back: appendOnly(OF, { id, production: tie, reason: text, ...two }),
  demand_privileges: appendOnly(OF, {
    id,
    demand: tie,
    place: { ...demand, type: 'smallint', purpose: 'keep-order' },
    written_on: day,
    author: text,
    recipients: { ...demand, type: 'ARRAY' },
    privilege: text,
    basis: text,
    extent: text,
    pages: count,
    instead_of: { ...tie, nullable: true },
    sealed: tie,
    added_on: day,
    added_by: officer,
    ledger_salt: SALT,
  }),
} as const satisfies HoldingsOf<DemandPaperTables, string>;
