import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { seriesOfChannel } from '../schedule.ts';
import type { Channel, Volumes } from '../volumes-schema.ts';

export type NoWay = { readonly channel: Channel; readonly people: number };

/**
 * People whom volumes expect by a way that these rules do not have, or keep nothing of anybody for: they are in no count, as
 * nobody has said how they would have come instead. Shape: one entry for each such way, in people of the whole file.
 */
export function comeByNoWay(rules: Program, { arrivals }: Pick<Volumes, 'arrivals'>): NoWay[] {
  const channels = [...new Set(arrivals.map(({ channel }) => channel))];
  return channels
    .filter((channel) => seriesOfChannel(rules, channel).length === 0)
    .map((channel) => ({
      channel,
      people: arrivals.reduce((sum, one) => sum + (one.channel === channel ? one.count : 0), 0),
    }));
}

export const spokenNoWay = (rules: Program, volumes: Pick<Volumes, 'arrivals'>, say: Speak): string[] =>
  comeByNoWay(rules, volumes).map(({ channel, people }) => say('exposure.no-way', { channel, people }));
