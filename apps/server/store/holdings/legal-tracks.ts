import type { LegalTrackTables } from '../tables/legal-tracks.ts';
import { appendOnly, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';
import { by, day, id, log, text } from './request-log.ts';

const series = { series: 'public-records-requests', group: 'requests', minProcess: 'own-rule' } as const;

export const legalTrackHoldings = {
  track_matters: appendOnly(series, {
    id,
    track: text,
    number: { ...text, purpose: 'keep-order' },
    number_salt: { ...SALT, nullable: true },
    came: text,
    asker: { ...text, nullable: true },
    received_on: day,
    received_at: { ...log, type: 'timestamp with time zone', nullable: true },
    due_on: { ...day, nullable: true },
    sealed: { ...id, purpose: 'tie-records-together', nullable: true },
    logged_on: day,
    logged_by: by,
    by_salt: SALT,
    ledger_salt: SALT,
  }),
  track_steps: appendOnly(series, {
    id,
    matter: { ...id, purpose: 'tie-records-together' },
    place: { ...log, type: 'smallint', purpose: 'keep-order' },
    step: text,
    moved_on: day,
    moved_by: by,
    moved_as: { ...text, purpose: 'give-authority', proxyFor: ['who-of-staff-acted'] },
    found: { ...text, nullable: true },
    outcome: { ...text, nullable: true },
    disclosed: { ...text, nullable: true },
    review_on: { ...day, nullable: true },
    answer: { ...text, nullable: true },
    by_salt: SALT,
    ledger_salt: SALT,
  }),
} as const satisfies HoldingsOf<LegalTrackTables, string>;
