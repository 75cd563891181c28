import { plainDateIn } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { StartPage } from './start-page.tsx';

/** The front door on the public origin. */
export function routes({ config, program, clock }: Context): OfficeRoutes {
  return {
    public: (app) => {
      app.get('/', (request, reply) =>
        reply.page(
          <StartPage
            say={request.say}
            language={request.language}
            languages={request.languages}
            program={program.program}
            config={config}
            today={plainDateIn(program.program.city.timeZone, clock.now())}
          />,
        ),
      );
    },
  };
}
