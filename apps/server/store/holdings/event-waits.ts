import type { EventWaitTables } from '../tables/event-waits.ts';
import type { HoldingsOf } from './holding.ts';

const waits = {
  purpose: 'keep-a-place',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-places-were-booked'],
} as const;

const plan = {
  purpose: 'plan-an-event-day',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['nothing'],
} as const;

export const eventWaitHoldings = {
  event_moves: {
    series: 'event-days',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'public',
    disposition: { standing: 'public-accountability' },
    columns: {
      event: { ...plan, type: 'uuid', form: 'random' },
      turn: { ...plan, type: 'integer', purpose: 'keep-order' },
      day: { ...plan, type: 'date' },
      opens: { ...plan, type: 'smallint' },
      place: { ...plan, type: 'text' },
      address: { ...plan, type: 'text' },
    },
  },
  event_waits: {
    series: 'event-bookings',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...waits, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      event: { ...waits, type: 'uuid', form: 'random' },
      tag: { ...waits, type: 'bytea', purpose: 'find-by-code', form: 'keyed-hash' },
      party: { ...waits, type: 'smallint' },
      wish: { ...waits, type: 'ARRAY' },
      state: { ...waits, type: 'text' },
      ends_on: { ...waits, type: 'date', purpose: 'end-on-time' },
    },
  },
} as const satisfies HoldingsOf<EventWaitTables, string>;
