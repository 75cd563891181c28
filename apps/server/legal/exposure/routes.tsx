import { ADVERSARIES, parseDemand, wordDemandFault } from '@commonkey/exposure';
import { isPlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import type { HttpCode } from '../../http/errors.ts';
import { orSignIn, type Role, requireStaff, staffPage } from '../../staff/service.ts';
import { addHeldStyle } from '../../ui/held-style.ts';
import { ask } from './ask.ts';
import { underOtherRules } from './other-rules.ts';
import { EXPOSURE_PATH, ExposurePage } from './page.tsx';
import { skeleton } from './skeleton.ts';
import { whatIfOf } from './what-if.ts';

const LAW: readonly Role[] = ['law-officer'];
const LONGEST = 60_000;

/** Asked and answered in one request: what was asked is kept nowhere, so that the question is no record either. */
const body = z.strictObject({
  scope: z.string().max(LONGEST),
  as: z.enum(ADVERSARIES),
  whatIf: z.literal('on').optional(),
  /** Left out or empty: today. */
  on: z.string().max(10).optional(),
  /** Left out or empty: this city, as it stands; else a program that comes with the software. */
  rules: z.string().max(60).optional(),
});

/** What a demand would get of this city now. Counts and dates; nothing is opened and nobody is looked up. */
export function exposureRoutes(context: Context, app: FastifyInstance): void {
  const today = () => plainDateIn(context.program.program.city.timeZone, context.clock.now());
  addHeldStyle(app);
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
    const on = asked.on === undefined || asked.on === '' ? shown.at : asked.on;
    const elsewhere = asked.rules !== undefined && asked.rules !== '';
    // Of expected people a day that is past can be asked for: nothing of it was ever here.
    if (!isPlainDate(on) || (!elsewhere && on < shown.at))
      return reply.page(<ExposurePage {...shown} dayWrong />, 422);
    if (elsewhere) {
      const other = underOtherRules(context, asked.rules ?? '', read.demand, asked.as, on);
      if (other === null) throw new Fault<HttpCode>('request-malformed');
      return reply.page(<ExposurePage {...shown} at={on} demand={read.demand} {...{ other }} />);
    }
    const examined = await ask(context, session, read.demand, { ...asked, on });
    const whatIf = asked.whatIf === 'on' ? await whatIfOf(context, read.demand, asked.as, on) : undefined;
    return reply.page(<ExposurePage {...shown} at={on} demand={read.demand} {...{ examined, whatIf }} />);
  });
}
