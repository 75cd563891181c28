import { Fault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { HttpCode } from '../http/errors.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { addHeldStyle } from '../ui/held-style.ts';
import { PaperPage } from './paper-page.tsx';
import { pagePath, paperPath, REGISTER_PATH, REPORTS_PATH } from './path.ts';
import { publicReports, publishedDemands, publishedEmergencies } from './publications.ts';
import { RegisterPage } from './register-page.tsx';
import { ReportsPage } from './report/reports-page.tsx';
import { pageShown } from './scanned-pages.ts';
import { words } from './words.ts';

/** The public register of demands, as a page and as data. */
export function routes(context: Context): OfficeRoutes {
  // Offices are also made where there is no database, for what their pages ask.
  const read = () => context.store.read;
  return {
    words,
    // Law officers read a report as the public will, before they sign it.
    wordsOn: ['public', 'staff'],
    public: (app) => {
      addHeldStyle(app);
      app.get(REGISTER_PATH, async (request, reply) =>
        reply.page(
          <RegisterPage
            {...{ context, request }}
            demands={await publishedDemands(read())}
            emergencies={await publishedEmergencies(read())}
          />,
        ),
      );
      app.get(`${REGISTER_PATH}.json`, { config: { anyone: true } }, async (_request, reply) => {
        const { city, id, version } = context.program.program;
        const demands = (await publishedDemands(read())).map(({ said, publishedOn }) => ({
          ...said,
          publishedOn,
        }));
        const emergencies = (await publishedEmergencies(read())).map(({ said, publishedOn }) => ({
          ...said,
          publishedOn,
        }));
        const data = { v: 1, city: city.name, rules: { id, version }, demands, emergencies };
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
      });
      paperRoutes(context, app);
      app.get(REPORTS_PATH, async (request, reply) =>
        reply.page(<ReportsPage {...{ context, request }} reports={await publicReports(read())} />),
      );
      app.get(`${REPORTS_PATH}.json`, { config: { anyone: true } }, async (_request, reply) => {
        const { city, id, version } = context.program.program;
        const reports = (await publicReports(read())).map((row) => ({
          ...JSON.parse(row.said),
          publishedOn: row.published_on,
        }));
        const data = { v: 1, city: city.name, rules: { id, version }, reports };
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
      });
    },
  };
}

/** The pages of a demand's paper that are public now. One that was taken off is not there any more, at no address. */
function paperRoutes(context: Context, app: FastifyInstance): void {
  app.get(paperPath(':number'), async (request, reply) => {
    const { number } = z.object({ number: z.string() }).parse(request.params);
    const found = (await publishedDemands(context.store.read)).find(({ said }) => said.number === number);
    if (!found?.said.scan) throw new Fault<HttpCode>('not-found');
    const { said } = found;
    return reply.page(<PaperPage {...{ context, request, said }} pages={said.scan ?? []} />);
  });
  const limit = { burst: 600, perMinute: 600 };
  app.get(pagePath(':digest'), { config: { anyone: true, limit } }, async (request, reply) => {
    const { digest } = z.object({ digest: z.string() }).parse(request.params);
    const jpeg = /^[0-9a-f]{64}$/.test(digest) ? await pageShown(context.store.read, digest) : null;
    if (jpeg === null) throw new Fault<HttpCode>('not-found');
    return reply.type('image/jpeg').send(Buffer.from(jpeg));
  });
}
