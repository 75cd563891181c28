import type { Context } from '../context.ts';
import { post } from '../http/body.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { bandOf, NOTHING_SAID } from './answer.ts';
import { checkerBody } from './body.ts';
import { checkerScript } from './browser/build.ts';
import { PATH } from './data.ts';
import { CheckerPage, SCRIPT } from './page.tsx';
import { saidIn } from './said.ts';
import { words } from './words.ts';

const FILE_LIMIT = { burst: 600, perMinute: 600 };

/** What papers do I need? Answered on the page where scripts run, and by a form that stores nothing where none does. */
export function routes(context: Context): OfficeRoutes {
  return {
    words,
    public: async (app) => {
      app.get(PATH, (request, reply) =>
        reply.page(<CheckerPage {...{ context, request }} said={NOTHING_SAID} />),
      );
      post(app, PATH, checkerBody(context.program.program), async (request, reply, body) => {
        const said = saidIn(
          Object.entries(body).flatMap(([name, value]) =>
            [value ?? []].flat().map((one): [string, string] => [name, one]),
          ),
        );
        const failed = said.step !== 'who' && bandOf(context.program.program, said) === null;
        return reply.page(<CheckerPage {...{ context, request, said, failed }} />, failed ? 422 : 200);
      });
      const script = await checkerScript();
      app.get(SCRIPT, { config: { limit: FILE_LIMIT } }, (_request, reply) =>
        reply
          .header('cache-control', 'public, max-age=3600')
          .header('vary', 'accept-encoding')
          .type('text/javascript; charset=utf-8')
          .send(script),
      );
    },
  };
}
