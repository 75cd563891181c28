import type { Context } from '../../../context.ts';
import type { OfficeRoutes } from '../../../http/origin.ts';
import { addHeldStyle } from '../../../ui/held-style.ts';
import { requestCounts } from './counts.ts';
import { PUBLIC_RECORDS_PATH, PublicRecordsPage } from './page.tsx';
import { words } from './words.ts';

/** What the city publishes without being asked. */
export function publicRecordsRoutes(context: Context): OfficeRoutes {
  const { program } = context.program;
  return {
    words,
    public: (app) => {
      addHeldStyle(app);
      app.get(PUBLIC_RECORDS_PATH, async (request, reply) =>
        reply.page(
          <PublicRecordsPage {...{ context, request }} counts={await requestCounts(context.store.read)} />,
        ),
      );
      app.get(`${PUBLIC_RECORDS_PATH}.json`, { config: { anyone: true } }, async (_request, reply) => {
        const data = {
          v: 1,
          city: program.city.name,
          rules: { id: program.id, version: program.version },
          schedules: program.series.map(({ source, ...series }) => ({
            ...series,
            source: program.sources[source],
          })),
          contracts: (program.sharing?.flows ?? []).map(({ source, ...flow }) => ({
            ...flow,
            source: program.sources[source],
          })),
          requests: await requestCounts(context.store.read),
        };
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
      });
    },
  };
}
