import { plainDateIn } from '@commonkey/program';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { orSignIn, type Role, requireStaff, staffPage } from '../../staff/service.ts';
import { SIGNING_OFFICES } from '../../store/tables/questions.ts';
import { addHeldStyle } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { QUESTION_STATUS } from '../errors.ts';
import { QUESTION_NAMES } from '../list.ts';
import { REVIEWS_PATH } from '../paths.ts';
import { signQuestions } from '../sign.ts';
import { standings } from '../standing.ts';
import { ReviewsPage } from './reviews-page.tsx';
import { words } from './words.ts';

const OFFICERS: readonly Role[] = SIGNING_OFFICES;
const name = z.enum(QUESTION_NAMES);
/** Names of questions and nothing else: there is no field for a note. */
export const signBody = z.strictObject({
  question: z.union([name, z.array(name).max(QUESTION_NAMES.length)]).exactOptional(),
});

/** The staff page on which two people sign for each question, with a passkey used just now. */
export function reviewRoutes(context: Context): OfficeRoutes {
  const { program } = context.program;
  const now = () => standings(context.store.read, plainDateIn(program.city.timeZone, context.clock.now()));
  return {
    statuses: QUESTION_STATUS,
    words,
    staff: (app) => {
      addHeldStyle(app);
      staffPage(context, app, REVIEWS_PATH, OFFICERS, async (request, reply, session) =>
        reply.page(<ReviewsPage {...{ context, request, session, all: await now() }} />),
      );
      post(app, REVIEWS_PATH, signBody, async (request, reply, { question = [] }) => {
        const session = await orSignIn(request, reply, REVIEWS_PATH, () =>
          requireStaff(context, request, 'staff', OFFICERS, { fresh: true }),
        );
        if (!session) return reply;
        await signQuestions(context, [question].flat(), session);
        return reply.redirect(withLanguage(REVIEWS_PATH, request.language), 303);
      });
    },
  };
}
