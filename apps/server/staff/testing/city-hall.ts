import type { FastifyInstance, RouteOptions } from 'fastify';
import { ORIGINS, type OriginName } from '../../config/config.ts';
import type { Context } from '../../context.ts';
import { buildOrigin, wordsAndStatuses } from '../../http/origin.ts';
import { OFFICES } from '../../offices.ts';

/** All four origins with every office on them, as the service builds them, without a port. */
export async function cityHall(
  context: Context,
  seen: (origin: OriginName, route: RouteOptions) => void = () => {},
): Promise<Record<OriginName, FastifyInstance>> {
  const offices = OFFICES.map((routes) => routes(context));
  const made: Partial<Record<OriginName, FastifyInstance>> = {};
  for (const name of ORIGINS) {
    const origin = await buildOrigin(context, {
      name,
      needs: {},
      ...wordsAndStatuses(offices, name),
    });
    origin.addHook('onRoute', (route) => seen(name, route));
    for (const office of offices) await office[name]?.(origin);
    await origin.ready();
    made[name] = origin;
  }
  const { public: open, staff, desk, verify } = made;
  if (!open || !staff || !desk || !verify) throw new Error('an origin is missing');
  return { public: open, staff, desk, verify };
}
