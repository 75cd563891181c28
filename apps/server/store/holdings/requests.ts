import type { RequestTables } from '../tables/requests.ts';
import { appendOnly, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';
import { by, day, id, log, text } from './request-log.ts';

const series = { series: 'public-records-requests', group: 'requests', minProcess: 'on-request' } as const;
const feed = {
  purpose: 'keep-time',
  basis: 'employment',
  clock: 'row',
  form: 'plain',
  proxyFor: ['when-staff-worked'],
} as const;

export const requestHoldings = {
  record_requests: appendOnly(series, {
    id,
    number: { ...text, purpose: 'keep-order' },
    received_on: day,
    requester: text,
    classes: { ...log, type: 'ARRAY' },
    reply_by: day,
    sealed: { ...id, purpose: 'tie-records-together' },
    logged_on: day,
    logged_by: by,
    ledger_salt: SALT,
  }),
  record_request_steps: appendOnly(series, {
    id,
    request: { ...id, purpose: 'tie-records-together' },
    place: { ...log, type: 'smallint', purpose: 'keep-order' },
    step: text,
    moved_on: day,
    moved_by: by,
    reason: { ...text, nullable: true },
    due_on: { ...day, nullable: true },
    letter: { ...text, nullable: true },
    exemption: { ...text, nullable: true },
    class: { ...text, nullable: true },
    places: { ...log, type: 'integer', form: 'count', nullable: true },
    asked_from: { ...day, nullable: true },
    asked_until: { ...day, nullable: true },
    scope_digest: { ...text, form: 'salted-hash', nullable: true },
    findings: { ...log, type: 'jsonb', form: 'count', nullable: true },
    sealed: { ...id, purpose: 'tie-records-together', nullable: true },
    ledger_salt: SALT,
  }),
  calendar_feeds: {
    series: 'calendar-feeds',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_at' },
    ephemeral: true,
    columns: {
      token_hash: { ...feed, type: 'bytea', form: 'salted-hash' },
      staff_id: { ...feed, type: 'uuid', form: 'random', proxyFor: ['who-of-staff-acted'] },
      ends_at: { ...feed, type: 'timestamp with time zone', purpose: 'limit-a-session' },
    },
  },
} as const satisfies HoldingsOf<RequestTables, string>;
