import type { DemandTables } from '../tables/demands.ts';
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
const order = { ...demand, type: 'smallint', purpose: 'keep-order' } as const;
const turn = { ...demand, type: 'integer', purpose: 'keep-order' } as const;
const text = { ...demand, type: 'text' } as const;
const many = { ...demand, type: 'ARRAY' } as const;
const day = { ...demand, type: 'date' } as const;
const perhaps = { ...day, nullable: true } as const;
const officer = { ...demand, type: 'uuid', proxyFor: ['who-of-staff-acted', 'when-staff-worked'] } as const;

export const demandHoldings = {
  demands: appendOnly(OF, {
    id,
    matter: { ...text, purpose: 'tie-records-together' },
    matter_salt: { ...SALT, nullable: true },
    received_on: day,
    received_by: text,
    instrument: text,
    issuer: text,
    custodian: text,
    issued_on: perhaps,
    service_on: perhaps,
    return_on: perhaps,
    objection_on: perhaps,
    hearing_on: perhaps,
    gag: text,
    gag_until: perhaps,
    registered_at: { ...demand, type: 'timestamp with time zone' },
    registered_by: officer,
    ledger_salt: SALT,
  }),
  demand_items: appendOnly(OF, {
    id,
    demand: tie,
    instrument: text,
    place: order,
    classes: many,
    span_from: perhaps,
    span_until: perhaps,
    selector: text,
    touches: many,
    ledger_salt: SALT,
  }),
  demand_steps: appendOnly(OF, {
    id,
    demand: tie,
    place: order,
    step: text,
    moved_on: day,
    moved_by: officer,
    what: { ...text, nullable: true },
    found: { ...text, nullable: true },
    day: perhaps,
    hold: { ...tie, nullable: true },
    production: { ...tie, nullable: true },
    ledger_salt: SALT,
  }),
  demand_searches: appendOnly(OF, {
    id,
    item: tie,
    turn,
    found: { ...text, form: 'count' },
    hours: { ...demand, type: 'smallint', form: 'count', nullable: true },
    declared_on: day,
    declared_by: officer,
    confirmed_on: perhaps,
    confirmed_by: { ...officer, nullable: true },
    second_found: { ...text, form: 'count', nullable: true },
    by_salt: { ...SALT, nullable: true },
    ledger_salt: { ...SALT, nullable: true },
  }),
  demand_decisions: appendOnly(OF, {
    id,
    item: tie,
    instrument: text,
    turn,
    outcome: text,
    proposed_on: day,
    proposed_by: officer,
    decided_on: perhaps,
    decided_by: { ...officer, nullable: true },
    by_salt: { ...SALT, nullable: true },
    ledger_salt: { ...SALT, nullable: true },
  }),
} as const satisfies HoldingsOf<DemandTables, string>;
