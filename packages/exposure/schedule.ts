import { nearest, type Period, type Program, type Series } from '@commonkey/program';
import { endsOf } from '@commonkey/program/disposition.ts';
import { forecastFault } from './errors.ts';
import type { Channel, Override } from './volumes-schema.ts';

/** Rules under a name: the city's own, or others to hold against them. */
export type Schedule = { readonly name: string; readonly rules: Program };

/** What a channel keeps about people; empty where the program has no such channel. */
export function seriesOfChannel(rules: Program, channel: Channel): Series[] {
  const names = rules.channels[channel]?.series ?? [];
  return rules.series.filter(({ id, personal }) => personal && names.includes(id));
}

/** What a register of cards keeps of each: its place on the status list. */
const OF_A_CARD = 'status-place';

/**
 * Registers of cards that a channel's people come into without its naming them: programs name them where cards are made at
 * desks, and who applies online gets a row there too once a card is made. Those rows are counted apart from people.
 */
export function registersBeside(rules: Program, channel: Channel): Series[] {
  const named = seriesOfChannel(rules, channel);
  if (named.length === 0) return [];
  return rules.series.filter((one) => one.holds.includes(OF_A_CARD) && !named.includes(one));
}

/**
 * The rules with another period for one series. Another trigger takes the place of all of its own; its bound falls away with
 * them, unless the override names one.
 *
 * @throws Fault `forecast-series-unknown`
 */
export function withOverride(rules: Program, override: Override): Program {
  const { series: name, after, period, atMost } = override;
  if (!rules.series.some(({ id }) => id === name)) {
    const ids = rules.series.map(({ id }) => id);
    const meant = nearest(name, ids) ?? 'none';
    throw forecastFault('forecast-series-unknown', { series: name, meant, known: ids.join(', ') });
  }
  const changed = (one: Series): Series => {
    if (after !== undefined) return ended(one, { after, period }, atMost);
    return { ...one, period, ...(atMost ? { atMost } : {}) };
  };
  return { ...rules, series: rules.series.map((one) => (one.id === name ? changed(one) : one)) };
}

/**
 * The rules as they would be if all that a channel keeps stayed for a time after the card's end, without a bound. What ends as
 * it is sent is not kept twice.
 */
export function keptAfterExpiry(rules: Program, channel: Channel, period: Period): Program {
  const sent = seriesOfChannel(rules, channel).filter(
    (one) => !endsOf(one).some(({ after }) => after === 'submission'),
  );
  const kept = new Set(sent.map(({ id }) => id));
  const series = rules.series.map((one) =>
    kept.has(one.id) ? ended(one, { after: 'expiry', period }, undefined) : one,
  );
  return { ...rules, series };
}

function ended(
  { alsoAfter: _, atMost: __, ...one }: Series,
  end: Pick<Series, 'after' | 'period'>,
  atMost: Series['atMost'],
): Series {
  return { ...one, ...end, ...(atMost ? { atMost } : {}) };
}
