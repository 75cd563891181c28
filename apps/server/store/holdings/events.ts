import type { EventTables } from '../tables/events.ts';
import { SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const plan = {
  purpose: 'plan-an-event-day',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['nothing'],
} as const;
const small = { ...plan, type: 'smallint' } as const;
const counted = { ...plan, type: 'integer', form: 'count' } as const;
const day = {
  series: 'event-days',
  group: 'events',
  location: ['database'],
  keyHolder: 'no-key',
  minProcess: 'public',
  disposition: { standing: 'public-accountability' },
} as const;
const booked = {
  purpose: 'keep-a-place',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-places-were-booked'],
} as const;
/** What the desks of a day counted together: few, where few came. */
const summed = {
  purpose: 'reconcile-a-shift',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['how-busy-a-desk-was'],
} as const;

export const eventHoldings = {
  event_days: {
    ...day,
    columns: {
      id: { ...plan, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      mark: { ...plan, type: 'text', purpose: 'tell-records-apart', form: 'random' },
      version: { ...plan, type: 'integer', purpose: 'keep-order' },
      state: { ...plan, type: 'text' },
      reason: { ...plan, type: 'text', nullable: true },
      begun: { ...plan, type: 'boolean' },
      day: { ...plan, type: 'date' },
      opens: small,
      closes: small,
      place: { ...plan, type: 'text' },
      address: { ...plan, type: 'text' },
      access: { ...plan, type: 'ARRAY' },
      languages: { ...plan, type: 'ARRAY' },
      stations: small,
      printers: small,
      slot_minutes: small,
      walk_in_share: small,
      helper_share: small,
      releases: { ...plan, type: 'ARRAY' },
    },
  },
  event_times: {
    ...day,
    columns: { event: { ...plan, type: 'uuid', form: 'random' }, starts: small, walk_ins: small },
  },
  event_seats: {
    ...day,
    minProcess: 'on-request',
    columns: {
      event: { ...plan, type: 'uuid', form: 'random' },
      starts: small,
      seat: small,
      pool: { ...plan, type: 'text' },
      released_at: { ...plan, type: 'timestamp with time zone' },
      booking: { ...booked, type: 'uuid', form: 'random', nullable: true },
      kept_until: { ...booked, type: 'timestamp with time zone', nullable: true },
    },
  },
  event_bookings: {
    series: 'event-bookings',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...booked, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      event: { ...booked, type: 'uuid', form: 'random' },
      tag: { ...booked, type: 'bytea', purpose: 'find-by-code', form: 'keyed-hash' },
      party: { ...booked, type: 'smallint' },
      state: { ...booked, type: 'text' },
      ends_on: { ...booked, type: 'date', purpose: 'end-on-time' },
    },
  },
  event_draws: {
    ...day,
    minProcess: 'on-request',
    columns: {
      event: { ...plan, type: 'uuid', form: 'random' },
      closes_at: { ...plan, type: 'timestamp with time zone' },
      seed: { ...plan, type: 'bytea', purpose: 'commit-publicly', form: 'random' },
      drawn_on: { ...plan, type: 'date', nullable: true },
      entered: { ...counted, nullable: true },
      people: { ...counted, nullable: true },
      won: { ...counted, nullable: true },
    },
  },
  event_entries: {
    series: 'event-bookings',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...booked, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      event: { ...booked, type: 'uuid', form: 'random' },
      tag: { ...booked, type: 'bytea', purpose: 'find-by-code', form: 'keyed-hash' },
      party: { ...booked, type: 'smallint' },
      wish: { ...booked, type: 'ARRAY' },
      withdrawn: { ...booked, type: 'boolean' },
      rank: { ...booked, type: 'integer', nullable: true },
      given: { ...booked, type: 'smallint', nullable: true },
      ends_on: { ...booked, type: 'date', purpose: 'end-on-time' },
    },
  },
  event_blocks: {
    series: 'event-bookings',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...booked, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      event: { ...booked, type: 'uuid', form: 'random' },
      helper: { ...booked, type: 'text' },
      tag: { ...booked, type: 'bytea', purpose: 'find-by-code', form: 'keyed-hash' },
      slips: { ...booked, type: 'smallint', form: 'count' },
      people: { ...booked, type: 'smallint', form: 'count' },
      back: { ...booked, type: 'ARRAY' },
      returns_at: { ...booked, type: 'timestamp with time zone' },
      withdrawn: { ...booked, type: 'boolean' },
      ends_on: { ...booked, type: 'date', purpose: 'end-on-time' },
    },
  },
  event_closings: {
    series: 'event-closings',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    recorded: 'closed_on',
    columns: {
      event: { ...summed, type: 'uuid', form: 'random' },
      turn: { ...summed, type: 'smallint', purpose: 'keep-order' },
      closed_on: { ...summed, type: 'date' },
      desks: { ...summed, type: 'smallint', form: 'count' },
      missing: { ...summed, type: 'smallint', form: 'count' },
      shifts: { ...summed, type: 'text', purpose: 'prove-not-altered', form: 'salted-hash' },
      counts: { ...summed, type: 'jsonb', purpose: 'count-work', form: 'count' },
      ledger_salt: SALT,
      ends_on: { ...summed, type: 'date', basis: 'records-law', purpose: 'end-on-time' },
    },
  },
} as const satisfies HoldingsOf<EventTables, string>;
