import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { staffPage } from '../../staff/service.ts';
import { together } from '../../ui/catalogues.ts';
import { UPLOAD_STATUS } from '../../uploads/errors.ts';
import { uploadWords } from '../../uploads/words.ts';
import { today } from '../review.ts';
import { actRoutes } from './act-routes.tsx';
import { amendRoutes } from './amend-routes.tsx';
import { demandRoutes } from './demand-routes.tsx';
import { DEMAND_STATUS } from './errors.ts';
import { flagsOf } from './flags.ts';
import { frontDeskRoute } from './front-desk.tsx';
import { intakeRoutes } from './intake-routes.tsx';
import { DemandsPage } from './list-page.tsx';
import { draftRoutes } from './papers/draft-routes.tsx';
import { letterRoutes } from './papers/letter-routes.tsx';
import { privilegedRoutes } from './papers/privileged-routes.tsx';
import { producedRoutes } from './papers/produced-routes.tsx';
import { DEMANDS_PATH } from './paths.ts';
import { sealedRoutes } from './sealed-routes.tsx';
import { allDemands, maySee } from './view.ts';
import { words } from './words.ts';

/** The register of demands: what an authority asked for, and what became of it. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: { ...DEMAND_STATUS, ...UPLOAD_STATUS },
    words: together(words, uploadWords),
    staff: (app) => {
      listRoute(context, app);
      intakeRoutes(context, app);
      demandRoutes(context, app);
      actRoutes(context, app);
      amendRoutes(context, app);
      sealedRoutes(context, app);
      draftRoutes(context, app);
      letterRoutes(context, app);
      producedRoutes(context, app);
      privilegedRoutes(context, app);
      frontDeskRoute(context, app);
    },
  };
}

function listRoute(context: Context, app: FastifyInstance): void {
  staffPage(
    context,
    app,
    DEMANDS_PATH,
    ['law-officer', 'records-officer'],
    async (request, reply, session) => {
      const { program } = context.program;
      const listed = (await allDemands(context))
        .filter((demand) => maySee(session, demand))
        .map((demand) => ({ demand, flags: flagsOf(demand, today(context), program) }));
      return reply.page(<DemandsPage {...{ context, request, session, listed }} />);
    },
  );
}
