import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import type { Fence } from '../../uploads/fence.ts';
import { correctPersonRoutes } from './correct-person-routes.tsx';
import { correctRoutes } from './correct-routes.tsx';
import { endRoutes } from './end-routes.tsx';
import { followRoutes } from './follow-routes.tsx';
import { moreRoutes } from './more-routes.tsx';
import { newCodeRoutes } from './new-code-routes.tsx';
import { photoRoutes } from './photo-routes.tsx';
import { returnRoutes } from './return-routes.tsx';

/** Everything after the code was written down: return, follow, add, correct, appeal, pick up, take back. */
export function afterRoutes(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  returnRoutes(context, app);
  followRoutes(context, app);
  newCodeRoutes(context, app);
  moreRoutes(context, app, fence);
  photoRoutes(context, app, fence);
  correctRoutes(context, app);
  correctPersonRoutes(context, app);
  endRoutes(context, app);
}
