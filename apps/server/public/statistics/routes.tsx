import { Fault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import type { HttpCode } from '../../http/errors.ts';
import { addHeldStyle } from '../../ui/held-style.ts';
import { agesCsvOf, csvOf } from './csv.ts';
import { StatisticsPage } from './page.tsx';
import { STATISTICS_PATH } from './path.ts';
import { allReleases } from './releases.ts';

/** How many cards were made, as a page, as data and as a table. */
export function addStatistics(context: Context, app: FastifyInstance): void {
  const releases = () => allReleases(context.store.read);
  addHeldStyle(app);
  app.get(STATISTICS_PATH, async (request, reply) =>
    reply.page(<StatisticsPage {...{ context, request }} releases={await releases()} />),
  );
  app.get(`${STATISTICS_PATH}.json`, { config: { anyone: true } }, async (_request, reply) => {
    const { city, id, version } = context.program.program;
    const all = (await releases()).map(({ row, said }) => ({ ...said, publishedOn: row.published_on }));
    const data = { v: 1, city: city.name, rules: { id, version }, releases: all };
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
  });
  app.get(`${STATISTICS_PATH}.csv`, { config: { anyone: true } }, async (_request, reply) => {
    const newest = (await releases()).at(-1);
    if (!newest) throw new Fault<HttpCode>('not-found');
    return reply.type('text/csv; charset=utf-8').send(csvOf(newest.said));
  });
  app.get(`${STATISTICS_PATH}-ages.csv`, { config: { anyone: true } }, async (_request, reply) => {
    const newest = (await releases()).at(-1);
    if (!newest?.said.ages) throw new Fault<HttpCode>('not-found');
    return reply.type('text/csv; charset=utf-8').send(agesCsvOf(newest.said));
  });
}
