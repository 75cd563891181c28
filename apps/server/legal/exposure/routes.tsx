import { createHash } from 'node:crypto';
import {
  ADVERSARIES,
  type Adversary,
  answer,
  type Demand,
  type ItemAnswer,
  parseDemand,
  wordDemandFault,
} from '@commonkey/exposure';
import { plainDateIn } from '@commonkey/program';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { orSignIn, type Role, requireStaff, type Session, staffPage } from '../../staff/service.ts';
import { observedCells } from './observed.ts';
import { EXPOSURE_PATH, ExposurePage } from './page.tsx';
import { skeleton } from './skeleton.ts';

const LAW: readonly Role[] = ['law-officer'];
const LONGEST = 60_000;

/** Asked and answered in one request: what was asked is kept nowhere, so that the question is no record either. */
const body = z.strictObject({ scope: z.string().max(LONGEST), as: z.enum(ADVERSARIES) });

/** What a demand would get of this city now. Counts and dates; nothing is opened and nobody is looked up. */
export function exposureRoutes(context: Context, app: FastifyInstance): void {
  const today = () => plainDateIn(context.program.program.city.timeZone, context.clock.now());
  staffPage(context, app, EXPOSURE_PATH, LAW, async (request, reply, session) =>
    reply.page(
      <ExposurePage
        {...{ context, request, session }}
        at={today()}
        asked={{ scope: skeleton(today()), as: 'administrative-subpoena' }}
      />,
    ),
  );
  post(app, EXPOSURE_PATH, body, async (request, reply, asked) => {
    const session = await orSignIn(request, reply, EXPOSURE_PATH, () =>
      requireStaff(context, request, 'staff', LAW),
    );
    if (!session) return reply;
    const shown = { context, request, session, asked, at: today() };
    const read = parseDemand(asked.scope);
    if (!read.demand) {
      const wrong = read.faults.map((fault) => ({
        path: fault.path,
        ...wordDemandFault(request.say, fault),
      }));
      return reply.page(<ExposurePage {...shown} wrong={wrong} />, 422);
    }
    const items = await ask(context, session, read.demand, asked);
    return reply.page(<ExposurePage {...shown} demand={read.demand} items={items} />);
  });
}

/** One log line a run: a digest of the scope, how many are meant or cannot be shown not to be, and who asked. */
async function ask(
  { store, program, clock, log }: Context,
  { staffId }: Session,
  demand: Demand,
  { scope, as }: { scope: string; as: Adversary },
): Promise<readonly ItemAnswer[]> {
  const today = plainDateIn(program.program.city.timeZone, clock.now());
  const cells = await observedCells(store.read, program.program, today);
  const { items } = answer(demand, cells, as, { documents: [] });
  const count = Math.max(
    0,
    ...items.map(({ producible: { yes, reading, unknown } }) => yes + reading + unknown),
  );
  const digest = createHash('sha256').update(scope).digest('hex').slice(0, 16);
  log({ event: 'exposure', scope: digest, count, staff: staffId });
  return items;
}
