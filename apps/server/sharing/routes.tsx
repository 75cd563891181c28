import { plainDateIn } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { addHeldStyle } from '../ui/held-style.ts';
import { isOverdue } from './overdue.ts';
import { SHARING_PATH } from './path.ts';
import { SharingPage } from './sharing-page.tsx';
import { words } from './words.ts';

/** The sharing register, for anybody. */
export function routes(context: Context): OfficeRoutes {
  const { program } = context.program;
  const today = () => plainDateIn(program.city.timeZone, context.clock.now());
  return {
    words,
    public: (app) => {
      addHeldStyle(app);
      app.get(SHARING_PATH, async (request, reply) =>
        reply.page(<SharingPage {...{ context, request, today: today() }} />),
      );
      app.get(`${SHARING_PATH}.json`, { config: { anyone: true } }, async (_request, reply) => {
        const flows = (program.sharing?.flows ?? []).map(({ source, ...flow }) => ({
          ...flow,
          source: program.sources[source],
          overdue: isOverdue(flow, today()),
        }));
        const data = {
          v: 1,
          city: program.city.name,
          rules: { id: program.id, version: program.version },
          flows,
        };
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
      });
    },
  };
}
