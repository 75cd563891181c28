import type { StatisticsTables } from '../tables/statistics.ts';
import { appendOnly, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const said = {
  type: 'text',
  purpose: 'count-work',
  basis: 'public-accountability',
  clock: 'row',
  form: 'count',
  proxyFor: ['nothing'],
} as const;
/** A small count of a quarter is in it: how few came to the desks of a whole city, and nobody of them. */
const whole = { ...said, proxyFor: ['how-busy-a-desk-was'] } as const;
const day = { ...said, type: 'date', form: 'plain', proxyFor: ['when-the-service-ran'] } as const;

// What is left out of the public page is in both: neither is handed to whoever asks.
const of = { series: 'public-statements', group: 'cards', minProcess: 'own-rule' } as const;

export const statisticsHoldings = {
  statistics_imports: appendOnly(of, {
    turn: { ...said, type: 'integer', purpose: 'keep-order' },
    history: whole,
    imported_on: day,
    ledger_salt: SALT,
  }),
  statistics_releases: appendOnly(of, {
    release: { ...said, type: 'integer', purpose: 'keep-order' },
    said,
    counted: whole,
    counted_salt: SALT,
    published_on: day,
    ledger_salt: SALT,
  }),
} as const satisfies HoldingsOf<StatisticsTables, string>;
