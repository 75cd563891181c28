import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { told } from '../../http/told.ts';
import { DayPage, type WalkIns } from '../booking/day-page.tsx';
import { BOOKING_LIMIT } from '../booking/throttle.ts';
import { forgetContact } from '../contact/leave.ts';
import { oneDay } from '../days.ts';
import { EVENTS_STATUS, type EventsCode } from '../errors.ts';
import { BOOKING_PATH, EVENTS_PATH } from '../paths.ts';
import { findWait, stopWaiting, waitForPlaces } from './wait.ts';

/** Many phones share one address of their network, and none of them is in a hurry. */
const WAIT_LIMIT = { burst: 120, perMinute: 120 };

const digits = z.string().regex(/^[0-9]{1,4}$/);
const many = z.union([digits, z.array(digits).max(96)]);
export const waitBody = z.strictObject({ form: z.uuid().optional(), party: digits, time: many.optional() });
export const leaveBody = z.strictObject({ code: z.string().max(60) });

type Beside = {
  markOf: (request: FastifyRequest) => string;
  throttle: () => void;
  walkIns: WalkIns;
  show: (request: FastifyRequest, reply: FastifyReply, code: string) => Promise<unknown>;
};

/** Waiting for places of a full day, and leaving the list. */
export function addWaiting(
  context: Context,
  app: FastifyInstance,
  { markOf, throttle, show, walkIns }: Beside,
): void {
  post(
    app,
    `${EVENTS_PATH}/:mark/wait`,
    waitBody,
    async (request, reply, { form, party, time = [] }) => {
      const mark = markOf(request);
      const times = [time].flat();
      let code: string;
      try {
        ({ code } = await waitForPlaces(context, {
          mark,
          form,
          party: Number(party),
          wish: times.map(Number),
        }));
      } catch (error) {
        const { fault, status, code: kind } = told(request, error, EVENTS_STATUS);
        const day = await oneDay(context, context.store.read, mark);
        const wrong = { [kind === 'time-unknown' ? 'time' : 'party']: fault };
        const props = { context, request, day, wrong, typed: { party }, waiting: { party, times } };
        return reply.page(<DayPage {...props} {...(await walkIns(day))} />, status);
      }
      return show(request, reply, code);
    },
    WAIT_LIMIT,
  );
  post(
    app,
    `${BOOKING_PATH}/leave-waiting`,
    leaveBody,
    async (request, reply, { code }) => {
      throttle();
      const wait = await findWait(context, context.store.read, code);
      if (!wait) throw new Fault<EventsCode>('booking-unknown');
      await stopWaiting(context, wait);
      const now = await findWait(context, context.store.read, code);
      if (now?.state === 'left') await forgetContact(context, code);
      return show(request, reply, code);
    },
    BOOKING_LIMIT,
  );
}
