import type { DoorTables } from '../tables/door.ts';
import type { HoldingsOf } from './holding.ts';

const count = {
  purpose: 'run-an-event-day',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'count',
  proxyFor: ['nothing'],
  type: 'integer',
} as const;
const plain = { ...count, form: 'plain', type: 'smallint' } as const;
const waits = { ...plain, proxyFor: ['that-somebody-waited'] } as const;
const door = {
  series: 'event-days',
  group: 'events',
  location: ['database'],
  keyHolder: 'no-key',
  minProcess: 'on-request',
  disposition: { standing: 'public-accountability' },
} as const;
const eventColumn = { ...plain, type: 'uuid', form: 'random' } as const;

export const doorHoldings = {
  event_doors: {
    ...door,
    columns: {
      event: eventColumn,
      version: { ...count, purpose: 'keep-order' },
      called: { ...plain, type: 'integer' },
      people: count,
      minutes: count,
    },
  },
  event_paces: {
    ...door,
    series: 'event-tickets',
    disposition: { by: 'ends_on' },
    columns: {
      event: eventColumn,
      day: { ...plain, type: 'date' },
      paces: { ...count, type: 'ARRAY' },
      ends_on: { ...plain, type: 'date', purpose: 'end-on-time' },
    },
  },
  event_stations: {
    ...door,
    columns: {
      event: eventColumn,
      station: plain,
      claim: { ...plain, type: 'uuid', form: 'keyed-hash', purpose: 'tell-records-apart' },
      press: { ...count, purpose: 'prevent-replay' },
      open: { ...plain, type: 'boolean' },
      spoiled: count,
      cards: { ...count, type: 'smallint', nullable: true },
      ribbons: { ...count, type: 'smallint', nullable: true },
      told_at: { ...plain, purpose: 'keep-time', nullable: true },
    },
  },
  event_halves: {
    ...door,
    series: 'event-tickets',
    disposition: { by: 'ends_on' },
    columns: {
      event: { ...eventColumn, proxyFor: ['that-somebody-waited'] },
      half: waits,
      came: { ...waits, type: 'integer', form: 'count' },
      called: { ...waits, type: 'integer', form: 'count' },
      served: { ...waits, type: 'integer', form: 'count' },
      ends_on: { ...waits, type: 'date', purpose: 'end-on-time' },
    },
  },
  event_tickets: {
    series: 'event-tickets',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...waits, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      event: { ...waits, type: 'uuid', form: 'random' },
      number: { ...waits, purpose: 'keep-order' },
      tag: { ...waits, type: 'bytea', purpose: 'find-by-code', form: 'keyed-hash' },
      party: waits,
      state: { ...waits, type: 'text' },
      place: { ...waits, purpose: 'keep-order' },
      missed: waits,
      turn: { ...waits, type: 'integer', purpose: 'keep-order' },
      calls: waits,
      station: { ...waits, nullable: true },
      called_at: { ...waits, type: 'timestamp with time zone', purpose: 'keep-time', nullable: true },
      ends_on: { ...waits, type: 'date', purpose: 'end-on-time' },
    },
  },
} as const satisfies HoldingsOf<DoorTables, string>;
