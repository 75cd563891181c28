import type { EventContactTables } from '../tables/event-contacts.ts';
import type { HoldingsOf } from './holding.ts';

const told = {
  purpose: 'tell-news',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-places-were-booked'],
} as const;
const counted = { ...told, type: 'integer', form: 'count' } as const;

export const eventContactHoldings = {
  event_contacts: {
    series: 'event-contacts',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...told, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      event: { ...told, type: 'uuid', form: 'random' },
      tag: { ...told, type: 'bytea', purpose: 'find-by-code', form: 'keyed-hash', nullable: true },
      about: { ...told, type: 'text' },
      news: counted,
      told: counted,
      trying: { ...counted, nullable: true },
      due_at: { ...told, type: 'timestamp with time zone', nullable: true },
      tries: { ...counted, type: 'smallint' },
      again: { ...counted, type: 'smallint' },
      reminded: { ...told, type: 'boolean' },
      ends_on: { ...told, type: 'date', purpose: 'end-on-time' },
    },
  },
} as const satisfies HoldingsOf<EventContactTables, string>;
