import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { StoredScope } from '../holds/scope.ts';
import { seriesName } from './series.ts';

/** What a scope takes, as names of series; one line where it is all. */
export function seriesWords(context: Context, request: FastifyRequest, { series }: StoredScope): string[] {
  return series === null
    ? [request.say('legal.all-series')]
    : series.map((id) => seriesName(context, request, id));
}

export function daysWords({ say, language }: FastifyRequest, { from, until }: StoredScope): string {
  const day = (on: string) => wordDay(language, on);
  if (from !== null && until !== null) return say('legal.days-span', { from: day(from), until: day(until) });
  if (from !== null) return say('legal.days-from', { from: day(from) });
  return until === null ? say('legal.all-days') : say('legal.days-until', { until: day(until) });
}

/** Day and time where the city is. */
export function momentWords({ program }: Context, { language }: FastifyRequest, at: Date): string {
  const { timeZone } = program.program.city;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
}
