import { checkedScope, EVERYTHING, type HoldScope } from '../scope.ts';

/** All days of one series, or of all where it is null. */
export const over = (series: string | null): HoldScope =>
  series === null ? EVERYTHING : ofDays(series, null, null);

export function ofDays(series: string | null, from: string | null, until: string | null): HoldScope {
  const rules = { series: new Set(series === null ? [] : [series]), began: null, today: '9999-12-31' };
  const days = from === null && until === null ? 'all' : { from, until };
  return checkedScope({ series: series === null ? 'all' : [series], days }, rules);
}
