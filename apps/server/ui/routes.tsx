import { plainDateIn, portalOpen } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { StartPage } from './start-page.tsx';

/**
 * The front door on the public origin.
 *
 * @param takesNew may an application begin now? Asked only where the program's own days allow one
 * @param hasNotice does the city say something today to whom it cannot write?
 */
export function routes(
  { config, program, clock }: Context,
  takesNew: () => Promise<boolean>,
  hasNotice: () => Promise<boolean> = async () => false,
): OfficeRoutes {
  return {
    public: (app) => {
      app.get('/', async (request, reply) => {
        const today = plainDateIn(program.program.city.timeZone, clock.now());
        const paused = portalOpen(program.program, today) === 'open' && !(await takesNew());
        return reply.page(
          <StartPage
            say={request.say}
            language={request.language}
            languages={request.languages}
            program={program.program}
            config={config}
            today={today}
            paused={paused}
            notice={await hasNotice()}
          />,
        );
      });
    },
  };
}
