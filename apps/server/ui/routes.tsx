import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { StartPage } from './start-page.tsx';
import { words } from './words.ts';

/** The front door on the public origin. */
export function routes({ config, program }: Context): OfficeRoutes {
  return {
    public: (app) => {
      app.get('/', (request, reply) =>
        reply.page(
          <StartPage
            say={request.say}
            language={request.language}
            languages={Object.keys(words)}
            program={program.program}
            config={config}
          />,
        ),
      );
    },
  };
}
