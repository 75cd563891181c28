import { plainDateIn, portalOpen } from '@commonkey/program';
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

/**
 * What papers do I need? Answered on the page where scripts run, and by a form that stores nothing where none does.
 *
 * @param takesNew may an application begin now? Asked only where the program's own days allow one
 */
export function routes(context: Context, takesNew: () => Promise<boolean>): OfficeRoutes {
  const takesOnline = async () => {
    const { program } = context.program;
    const today = plainDateIn(program.city.timeZone, context.clock.now());
    return portalOpen(program, today) === 'open' && takesNew();
  };
  return {
    words,
    public: async (app) => {
      app.get(PATH, async (request, reply) => {
        const online = await takesOnline();
        return reply.page(<CheckerPage {...{ context, request, online }} said={NOTHING_SAID} />);
      });
      post(app, PATH, checkerBody(context.program.program), async (request, reply, body) => {
        const said = saidIn(
          Object.entries(body).flatMap(([name, value]) =>
            [value ?? []].flat().map((one): [string, string] => [name, one]),
          ),
        );
        const failed = said.step !== 'who' && bandOf(context.program.program, said) === null;
        const online = await takesOnline();
        return reply.page(
          <CheckerPage {...{ context, request, said, online, failed }} />,
          failed ? 422 : 200,
        );
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
