import { isPlainDate, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { HoldsCode } from './errors.ts';

declare const checked: unique symbol;

/**
 * What a hold takes: record series, and of them the records of some days. Nothing in it can name a person, and "all" is
 * said and never left out. Obtained from `checkedScope`, or `EVERYTHING`.
 */
export type HoldScope = {
  readonly series: 'all' | readonly string[];
  readonly days: 'all' | HoldDays;
  readonly channel?: 'all' | HoldChannel;
  readonly [checked]: true;
};
/** In person, or online. */
export const HOLD_CHANNELS = ['events', 'portal'] as const;
export type HoldChannel = (typeof HOLD_CHANNELS)[number];
/** The one channel that records of a series can have come from; null where nothing tells. */
export type ChannelOf = (series: string) => HoldChannel | null;
/** Both ends belong to it; null: open on that side. Never null on both. */
export type HoldDays = { readonly from: PlainDate | null; readonly until: PlainDate | null };
export type ScopeWish = Omit<HoldScope, typeof checked>;

/** What a scope is held against. */
export type ScopeRules = {
  /** Every series that has a rule here. */
  series: ReadonlySet<string>;
  /** No record can be older; null where nobody knows. */
  began: PlainDate | null;
  today: PlainDate;
  /** Where nothing tells the channel of any series it may be left out. */
  channelOf?: ChannelOf;
};

/** As it is stored, and as it is asked: null is all. */
export type StoredScope = {
  series: string[] | null;
  from: PlainDate | null;
  until: PlainDate | null;
  channel?: HoldChannel | null;
};

const MOST_SERIES = 100;
export const EVERYTHING: HoldScope = asChecked({ series: 'all', days: 'all' });

/**
 * A hold's scope, if it can take anything.
 * @throws Fault `hold-scope-empty`: nothing was chosen | `hold-series-unknown` {series} | `hold-day-unreadable` |
 *   `hold-channel-elsewhere`: none of the series can have come that way | `hold-days-reversed` | `hold-days-future`: no record can be of such a day yet | `hold-days-before` {began}
 */
export function checkedScope({ series, days, channel = 'all' }: ScopeWish, rules: ScopeRules): HoldScope {
  const checked = {
    series: series === 'all' ? 'all' : checkedSeries(series, rules),
    days: days === 'all' ? 'all' : checkedDays(days, rules),
    channel,
  } as const;
  // A hold over nothing would count, and let everything end that whoever placed it meant.
  const could = stored(asChecked(checked));
  if (could.series !== null && !could.series.some((name) => takesSeries(could, name, rules.channelOf)))
    throw new Fault<HoldsCode>('hold-channel-elsewhere');
  return asChecked(checked);
}

function checkedSeries(names: readonly string[], { series }: ScopeRules): readonly string[] {
  if (names.length === 0 || names.length > MOST_SERIES) throw new Fault<HoldsCode>('hold-scope-empty');
  // What was typed in place of a name is not repeated.
  if (names.some((name) => !series.has(name))) throw new Fault<HoldsCode>('hold-series-unknown');
  return [...new Set(names)].sort();
}

function checkedDays({ from, until }: HoldDays, { began, today }: ScopeRules): HoldDays {
  if (from === null && until === null) throw new Fault<HoldsCode>('hold-scope-empty');
  for (const day of [from, until])
    if (day !== null && !isPlainDate(day)) throw new Fault<HoldsCode>('hold-day-unreadable');
  if (from !== null && until !== null && from > until) throw new Fault<HoldsCode>('hold-days-reversed');
  if (from !== null && from > today) throw new Fault<HoldsCode>('hold-days-future');
  if (until !== null && began !== null && until < began)
    throw new Fault<HoldsCode>('hold-days-before', { began });
  return { from, until };
}

function asChecked(wish: ScopeWish): HoldScope {
  return wish as HoldScope;
}

export function stored({ series, days, channel = 'all' }: HoldScope): StoredScope {
  const { from, until } = days === 'all' ? { from: null, until: null } : days;
  const names = series === 'all' ? null : [...series];
  return { series: names, from, until, ...ofChannel(channel === 'all' ? null : channel) };
}

/** A scope over both channels does not name any: so holds are kept outside the database as they always were. */
const ofChannel = (channel: HoldChannel | null): Pick<StoredScope, 'channel'> =>
  channel === null ? {} : { channel };

/** Whether everything that `one` can take `other` takes too. */
export function isWithin(one: StoredScope, other: StoredScope): boolean {
  const series =
    other.series === null || (one.series?.every((name) => other.series?.includes(name)) ?? false);
  const from = other.from === null || (one.from !== null && one.from >= other.from);
  const until = other.until === null || (one.until !== null && one.until <= other.until);
  const channel = other.channel == null || one.channel === other.channel;
  return series && from && until && channel;
}

/** What cannot be shown to have come by another channel is taken. */
export const takesSeries = (
  { series, channel = null }: Pick<StoredScope, 'series' | 'channel'>,
  name: string,
  channelOf: ChannelOf = () => null,
): boolean =>
  (series === null || series.includes(name)) &&
  (channel === null || (channelOf(name) ?? channel) === channel);

type ScopeColumns = {
  series: string[] | null;
  covers_from: string | null;
  covers_until: string | null;
  channel: HoldChannel | null;
  narrowed_channel: HoldChannel | null;
  narrowed: boolean;
  narrowed_series: string[] | null;
  narrowed_from: string | null;
  narrowed_until: string | null;
};

/** What a hold was placed over. */
export const placedScope = (row: ScopeColumns): StoredScope => ({
  series: row.series,
  from: row.covers_from,
  until: row.covers_until,
  ...ofChannel(row.channel),
});

export const narrowedScope = (row: ScopeColumns): StoredScope | null =>
  row.narrowed
    ? {
        series: row.narrowed_series,
        from: row.narrowed_from,
        until: row.narrowed_until,
        ...ofChannel(row.narrowed_channel),
      }
    : null;

/** What it takes now. */
export const scopeNow = (row: ScopeColumns): StoredScope => narrowedScope(row) ?? placedScope(row);

/** Flat, as the ledger commits to it. */
export const scopeFacts = ({ series, from, until, channel = null }: StoredScope) => ({
  series: series === null ? null : series.join(' '),
  from,
  until,
  ...ofChannel(channel),
});
