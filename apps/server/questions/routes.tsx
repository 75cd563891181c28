import { plainDateIn } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { addHeldStyle } from '../ui/held-style.ts';
import { AskedPage } from './asked-page.tsx';
import { askedQuestion } from './list.ts';
import { ASKED_PATH } from './paths.ts';
import { type Standing, standings } from './standing.ts';
import { words } from './words.ts';

/** Every question that the service asks and when it was last reviewed, for anybody. */
export function routes(context: Context): OfficeRoutes {
  const { program } = context.program;
  const now = () => standings(context.store.read, plainDateIn(program.city.timeZone, context.clock.now()));
  return {
    words,
    public: (app) => {
      addHeldStyle(app);
      app.get(ASKED_PATH, async (request, reply) =>
        reply.page(<AskedPage {...{ context, request, all: await now() }} />),
      );
      app.get(`${ASKED_PATH}.json`, { config: { anyone: true } }, async (_request, reply) => {
        const questions = (await now()).map(published);
        const overdue = questions.filter((one) => one.overdue).length;
        const data = { v: 1, city: program.city.name, overdue, questions };
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
      });
    },
  };
}

/** Who signed is the city's own matter; that two people did is everybody's. */
function published({ name, reviewed, due, overdue }: Standing) {
  const { why, basis, places, optional = false } = askedQuestion(name);
  return { name, why, basis, places, optional, reviewed, due, overdue };
}
