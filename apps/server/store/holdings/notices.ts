import type { NoticeTables } from '../tables/notices.ts';
import type { HoldingsOf } from './holding.ts';

const row = {
  purpose: 'tell-news',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['how-an-application-stands'],
} as const;

export const noticeHoldings = {
  notices: {
    series: 'online-notices',
    group: 'applications',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    ephemeral: true,
    columns: {
      id: { ...row, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      application: { ...row, type: 'uuid', purpose: 'tie-records-together', form: 'random' },
      due_at: { ...row, type: 'timestamp with time zone' },
      tries: { ...row, type: 'smallint', form: 'count' },
      about: {
        ...row,
        type: 'uuid',
        basis: 'legal-process',
        purpose: 'tell-of-a-demand',
        form: 'random',
        proxyFor: ['that-a-demand-exists'],
        nullable: true,
      },
      contact: { ...row, type: 'uuid', purpose: 'tie-records-together', form: 'random', nullable: true },
      done: { ...row, type: 'boolean', basis: 'legal-process', purpose: 'tell-of-a-demand' },
      ends_on: { ...row, type: 'date', purpose: 'end-on-time' },
    },
  },
} as const satisfies HoldingsOf<NoticeTables, string>;
