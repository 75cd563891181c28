import type { SiteTables } from '../tables/sites.ts';
import type { HoldingsOf } from './holding.ts';

const asked = {
  purpose: 'plan-an-event-day',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-a-request-exists'],
} as const;

export const siteHoldings = {
  site_requests: {
    series: 'site-requests',
    group: 'events',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...asked, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      state: { ...asked, type: 'text' },
      reason: { ...asked, type: 'text', nullable: true },
      organisation: { ...asked, type: 'text' },
      place: { ...asked, type: 'text' },
      address: { ...asked, type: 'text' },
      weeks: { ...asked, type: 'text' },
      people: { ...asked, type: 'integer' },
      languages: { ...asked, type: 'ARRAY' },
      access: { ...asked, type: 'ARRAY' },
      contact: { ...asked, type: 'text' },
      asked_on: { ...asked, type: 'date' },
      planned: { ...asked, type: 'text', nullable: true },
      ends_on: { ...asked, type: 'date', purpose: 'end-on-time' },
    },
  },
} as const satisfies HoldingsOf<SiteTables, string>;
