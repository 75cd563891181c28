import { clockTime } from '@commonkey/events';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { orSignIn, type Role, requireStaff, staffPage, typedPost } from '../../staff/service.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { countTimes } from '../calendar/counts.ts';
import { cityNow, oneDay } from '../days.ts';
import { serviceBefore } from '../learned.ts';
import { MARK } from '../paths.ts';
import { TRY_PATH } from './paths.ts';
import { readTry, type TypedTry, tryBody, tryDay, type WrongTry } from './simulate.ts';
import { SimulatePage } from './simulate-page.tsx';

const MANAGERS: readonly Role[] = ['event-manager'];

/** What a form begins with, where no day is looked at: suppositions of ours, to be changed. */
const USUAL: TypedTry = {
  ...{ opens: '09:00', closes: '15:00', stations: '6', printers: '6' },
  ...{ 'from-0': '08:30', 'until-0': '09:30', 'people-0': '80' },
  ...{ 'from-1': '09:30', 'until-1': '15:00', 'people-1': '220' },
};

export function addTrying(context: Context, app: FastifyInstance): void {
  staffPage(context, app, TRY_PATH, MANAGERS, async (request, reply, session) => {
    const { read } = context.store;
    const of = new URL(request.url, 'http://staff').searchParams.get('of') ?? '';
    const { day: today } = cityNow(context);
    const known = MARK.test(of) ? await oneDay(context, read, of) : null;
    const service = await serviceBefore(read, known?.day ?? today);
    const minutes = { median: `${service.median}`, slow: `${service.slow}` };
    const typed = { ...(known ? await typedOf(context, known) : USUAL), ...minutes };
    return reply.page(<SimulatePage {...{ context, request, session, typed, service }} />);
  });
  typedPost(context, app, TRY_PATH, tryBody, async (request, reply, body) => {
    const session = await orSignIn(request, reply, TRY_PATH, () =>
      requireStaff(context, request, 'staff', MANAGERS),
    );
    if (!session) return reply;
    const typed: TypedTry = body;
    const service = await serviceBefore(context.store.read, cityNow(context).day);
    const page = { context, request, session, typed, service };
    const wish = readTry(typed);
    const tried = 'wrong' in wish ? wish : tryDay(wish.plan);
    if ('wrong' in tried)
      return reply.page(<SimulatePage {...page} wrong={said(request, tried.wrong)} />, 422);
    return reply.page(<SimulatePage {...page} tried={tried} />);
  });
}

/** A day as it is planned: as many come as it has places, all day long. */
async function typedOf(context: Context, day: Awaited<ReturnType<typeof oneDay>>): Promise<TypedTry> {
  const times = await countTimes(context.store.read, day.id, context.clock.now());
  const people = times.reduce(
    (sum, { booked, kept, free, helpers, walkIns }) => sum + booked + kept + free + helpers + walkIns,
    0,
  );
  const [opens, closes] = [clockTime(day.opens), clockTime(day.closes)];
  return {
    ...{ opens, closes, stations: `${day.stations}`, printers: `${day.printers}` },
    ...{ 'from-0': opens, 'until-0': closes, 'people-0': `${people}` },
  };
}

const said = ({ say }: FastifyRequest, wrong: WrongTry): FieldErrors =>
  Object.fromEntries(Object.entries(wrong).map(([field, { key, params }]) => [field, say(key, params)]));
