import { plainDateIn } from '@commonkey/program';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { addHeldStyle } from '../../ui/held-style.ts';
import { ForecastPage } from './forecast-page.tsx';
import { dailyForecast } from './outlook.ts';
import { FORECAST_PATH } from './path.ts';
import { aHundred, readVolumes } from './volumes.ts';

/**
 * What the city will hold, by its own rules and others, as a page and as data.
 * @throws Fault `config-volumes-wrong` where the city's volumes cannot be read: at the start, not before a reader
 */
export function addForecast(context: Context, app: FastifyInstance): void {
  const { program } = context.program;
  const given = readVolumes(context.config.volumesFile);
  const onDay = dailyForecast(program, (on) => given ?? aHundred(program, on));
  const today = () => onDay(plainDateIn(program.city.timeZone, context.clock.now()));
  addHeldStyle(app);
  app.get(FORECAST_PATH, async (request, reply) =>
    reply.page(<ForecastPage {...{ context, request, given: given !== null }} {...today()} />),
  );
  app.get(`${FORECAST_PATH}.json`, { config: { anyone: true } }, async (_request, reply) => {
    const { found, volumes } = today();
    return reply.type('application/json; charset=utf-8').send(
      JSON.stringify({
        ...found,
        given: given !== null,
        scenarios: volumes.scenarios,
        sources: volumes.sources,
      }),
    );
  });
}
