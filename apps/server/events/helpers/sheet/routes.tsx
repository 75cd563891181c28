import { Fault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../../context.ts';
import { orSignIn, type Role, requireStaff } from '../../../staff/service.ts';
import { countTimes } from '../../calendar/counts.ts';
import { calendarDayPath } from '../../calendar/paths.ts';
import { oneDay } from '../../days.ts';
import type { EventsCode } from '../../errors.ts';
import { MARK } from '../../paths.ts';
import { SheetPage, sheetPath } from './page.tsx';
import { dayPlan } from './plan.ts';

/** Whoever briefs the people of a day. */
const BRIEFERS: readonly Role[] = ['event-manager', 'desk-supervisor'];

export function addPlanSheet(context: Context, app: FastifyInstance): void {
  app.get(sheetPath(':mark'), async (request, reply) => {
    const { mark } = request.params as { mark: string };
    if (!MARK.test(mark)) throw new Fault<EventsCode>('event-unknown');
    const session = await orSignIn(request, reply, calendarDayPath(mark), () =>
      requireStaff(context, request, 'staff', BRIEFERS),
    );
    if (!session) return reply;
    const { read } = context.store;
    const day = await oneDay(context, read, mark);
    const plan = dayPlan(day, await countTimes(read, day.id, context.clock.now()));
    return reply.page(<SheetPage {...{ context, request, session, day, plan }} />);
  });
}
