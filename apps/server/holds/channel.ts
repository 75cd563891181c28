import type { Program } from '@commonkey/program';
import type { ChannelOf } from './scope.ts';

/** A card that was applied for online leaves these at a desk as well: its row, and what it was printed with. */
const OF_ANY_CARD: readonly string[] = ['status-place', 'printed-faces'];

/**
 * Which channel records of a series came from, where the rules tell: what comes online is in series of its own; what desks make
 * may speak of somebody who applied online as soon as there is such a channel, unless it has nothing to do with a card or with
 * a shift's counts.
 */
export function channelsIn({
  series,
  channels,
}: Pick<Program, 'series'> & Partial<Pick<Program, 'channels'>>): ChannelOf {
  const known = new Map(
    series.map(({ id, channel, personal, holds }) => {
      if (channel === 'both') return [id, null] as const;
      const alone = personal && !holds.some((one) => OF_ANY_CARD.includes(one));
      const sure = channel === 'portal' || (channels !== undefined && channels.portal === undefined) || alone;
      return [id, sure ? channel : null] as const;
    }),
  );
  return (name) => known.get(name) ?? null;
}
