import { plainDateIn } from '@commonkey/program';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { publicNotices, type Shown } from '../../legal/service.ts';
import { NoticesPage } from './page.tsx';
import { NOTICES_PATH } from './path.ts';

export function addNotices(context: Context, app: FastifyInstance): void {
  app.get(NOTICES_PATH, async (request, reply) =>
    reply.page(<NoticesPage {...{ context, request }} notices={await noticesToday(context)} />),
  );
}

export const noticesToday = ({ store, clock, program }: Context): Promise<Shown[]> =>
  publicNotices(store.read, plainDateIn(program.program.city.timeZone, clock.now()));
