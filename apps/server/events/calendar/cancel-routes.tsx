import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { orSignIn, type Role, requireStaff, type Session, typedPost } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { oneDay } from '../days.ts';
import type { EventsCode } from '../errors.ts';
import { MARK } from '../paths.ts';
import { CancelPage } from './cancel-page.tsx';
import { changeDay } from './change-day.ts';
import { countAtDoor, countBeside, countTimes } from './counts.ts';
import type { Answer } from './day-frame.tsx';
import { calendarDayPath, cancelPath } from './paths.ts';
import { reasonTyped } from './reason-field.tsx';

const MANAGERS: readonly Role[] = ['event-manager'];

export const cancelBody = z.strictObject({
  version: z.string().regex(/^[0-9]{1,6}$/),
  reason: reasonTyped,
  /** Who stands at the door was read. */
  sure: z.literal('yes').optional(),
});

type Visitor = { request: FastifyRequest; reply: FastifyReply; session: Session; mark: string };
type More = Answer & { typed?: string };

/** Cancelling a day: a page of its own, which says for how many it would be cancelled. */
export function addCancel(context: Context, app: FastifyInstance): void {
  const atWork = async (request: FastifyRequest, reply: FastifyReply): Promise<Visitor | undefined> => {
    const { mark } = request.params as { mark: string };
    if (!MARK.test(mark)) throw new Fault<EventsCode>('event-unknown');
    const session = await orSignIn(request, reply, cancelPath(mark), () =>
      requireStaff(context, request, 'staff', MANAGERS),
    );
    return session && { request, reply, session, mark };
  };
  app.get(cancelPath(':mark'), async (request, reply) => {
    const visit = await atWork(request, reply);
    return visit ? show(context, visit) : reply;
  });
  typedPost(
    context,
    app,
    cancelPath(':mark'),
    cancelBody,
    async (request, reply, { version, reason, sure }) => {
      const visit = await atWork(request, reply);
      if (!visit) return reply;
      if (reason === '')
        return show(context, visit, { wrong: { reason: request.say('calendar.reason-missing') } }, 422);
      try {
        const wish = { mark: visit.mark, version: Number(version), sure: sure === 'yes' };
        if ((await changeDay(context, wish, 'cancelled', reason)) === 'unsure') {
          const wrong = { sure: request.say('calendar.cancel-unsure') };
          return show(context, visit, { typed: reason, wrong }, 422);
        }
      } catch (error) {
        if (!isFault(error)) throw error;
        if (error.code === 'event-over')
          return show(context, visit, { problem: request.say('fault.event-over') }, 409);
        if (error.code !== 'event-changed') throw error;
        // Sent twice, or somebody else was quicker: what was wished is so.
        const { state } = await oneDay(context, context.store.read, visit.mark);
        if (state !== 'cancelled')
          return show(context, visit, { typed: reason, problem: request.say('calendar.changed') }, 409);
      }
      return reply.redirect(withLanguage(calendarDayPath(visit.mark), request.language), 303);
    },
  );
}

async function show(
  context: Context,
  { request, reply, session, mark }: Visitor,
  more: More = {},
  status = 200,
): Promise<unknown> {
  const { read } = context.store;
  const day = await oneDay(context, read, mark);
  const times = await countTimes(read, day.id, context.clock.now());
  const { waiting } = await countBeside(read, day.id);
  const door = await countAtDoor(read, day.id);
  const booked = times.reduce((sum, time) => sum + time.booked + time.kept, 0);
  return reply.page(
    <CancelPage {...{ context, request, session, day, booked, waiting, door }} {...more} />,
    status,
  );
}
