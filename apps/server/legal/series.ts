import type { Program, Series } from '@commonkey/program';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { tableFacts } from '../holds/destroy.ts';
import { scheduleOf } from '../holds/holds.ts';
import type { TableName } from '../store/database.ts';
import { HOLDINGS } from '../store/holdings.ts';
import { cityWords } from '../ui/city-words.ts';
import { MATTER_SERIES } from '../vault/vault.ts';

export type SeriesGroup = { group: 'online' | 'events' | 'service'; ids: readonly string[] };
type Rules = Pick<Program, 'series' | 'channels'>;

/** What a hold can be placed over: the city's own series by channel, then those of no channel and rows of the service that end by a date. */
export function seriesGroups(program: Rules): SeriesGroup[] {
  const named = new Set(program.series.map(({ id }) => id));
  const of = (wanted: Series['channel']) =>
    program.series.filter(({ channel }) => channel === wanted).map(({ id }) => id);
  const groups: SeriesGroup[] = [
    { group: 'online', ids: of('portal') },
    { group: 'events', ids: of('events') },
    { group: 'service', ids: [...of('both'), ...serviceSeries(program).filter((id) => !named.has(id))] },
  ];
  return groups.filter(({ ids }) => ids.length > 0);
}

function serviceSeries(program: Rules): string[] {
  const { seriesOf } = scheduleOf(program);
  const dated = (Object.keys(HOLDINGS) as TableName[]).filter(
    (table) => 'by' in tableFacts(table).disposition,
  );
  // Sealed words of requests end by their own dates, and no table is named after them.
  return [...new Set([...dated.map(seriesOf), ...Object.values(MATTER_SERIES)])].sort();
}

export const holdable = (program: Rules): ReadonlySet<string> =>
  new Set(seriesGroups(program).flatMap(({ ids }) => ids));

/** A series in words: the city's own, or the service's. */
export function seriesName({ program }: Context, { say, language }: FastifyRequest, id: string): string {
  const own = program.program.series.some((series) => series.id === id);
  return own ? cityWords(program.program, language)(`series.${id}`) : say(`legal.series-${id}`);
}
