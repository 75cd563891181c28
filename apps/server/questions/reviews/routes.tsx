import { plainDateIn } from '@commonkey/program';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { told } from '../../http/told.ts';
import {
  orSignIn,
  type Role,
  requireStaff,
  type Session,
  staffPage,
  typedPost,
} from '../../staff/service.ts';
import { SIGNING_OFFICES } from '../../store/tables/questions.ts';
import { addHeldStyle } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { QUESTION_STATUS } from '../errors.ts';
import { QUESTION_NAMES, type QuestionName } from '../list.ts';
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
  const today = () => plainDateIn(program.city.timeZone, context.clock.now());
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    {
      status = 200,
      ...refused
    }: { status?: number; refusal?: string; chosen?: readonly QuestionName[] } = {},
  ) => {
    const all = await standings(context.store.read, today());
    const page = <ReviewsPage {...{ context, request, session, all, ...refused }} today={today()} />;
    return reply.page(page, status);
  };
  return {
    statuses: QUESTION_STATUS,
    words,
    staff: (app) => {
      addHeldStyle(app);
      staffPage(context, app, REVIEWS_PATH, OFFICERS, (request, reply, session) =>
        show(request, reply, session),
      );
      typedPost(context, app, REVIEWS_PATH, signBody, async (request, reply, { question = [] }) => {
        const session = await orSignIn(request, reply, REVIEWS_PATH, () =>
          requireStaff(context, request, 'staff', OFFICERS, { fresh: true }),
        );
        if (!session) return reply;
        const chosen = [question].flat();
        const asked = (status: number, refusal: string) =>
          show(request, reply, session, { status, refusal, chosen });
        try {
          const signed = await signQuestions(context, chosen, session);
          if (signed === 0) return asked(409, request.say('review-questions.again'));
        } catch (error) {
          const { status, fault } = told(request, error, QUESTION_STATUS);
          return asked(status, fault);
        }
        return reply.redirect(withLanguage(REVIEWS_PATH, request.language), 303);
      });
    },
  };
}
