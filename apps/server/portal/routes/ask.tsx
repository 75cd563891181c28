import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { changeAnswers } from '../draft.ts';
import { FitsPage } from '../pages/fits-page.tsx';
import { QuestionPage } from '../pages/question-page.tsx';
import { isQuestion, QUESTIONS, type QuestionId } from '../questions/index.ts';
import type { Question, Typed } from '../questions/question.ts';
import { type StepId, stepsOf } from '../steps.ts';
import { wayOn } from '../way.ts';
import { onTo, turnOf } from './turn.ts';
import { askingTurnOf, takingTurnOf } from './while-open.tsx';

/** Longer than any answer we take, so that what is too long is said on its page and not by a refusal. */
const typed = z.string().max(4000).optional();

/** The questions, one a page; each form's fields are closed. */
export function askRoutes(context: Context, app: FastifyInstance): void {
  app.get('/apply/next', async (request, reply) => {
    const turn = await turnOf(context, request, reply);
    return turn ? onTo(request, reply, wayOn(turn.rules, turn.answers)) : reply;
  });
  app.get<{ Params: { step: string } }>('/apply/ask/:step', async (request, reply) => {
    const turn = await askingTurnOf(context, request, reply);
    if (!turn) return reply;
    const { session, answers, rules } = turn;
    const { step } = request.params;
    // A page of earlier answers, out of the history: it is not asked any more.
    if (!stepsOf(rules, answers).some((one) => one === step))
      return onTo(request, reply, wayOn(rules, answers));
    if (step === 'fits') return reply.page(<FitsPage {...{ context, request, session, answers }} />);
    if (!isQuestion(step)) return onTo(request, reply, wayOn(rules, answers));
    return reply.page(<QuestionPage {...{ context, request, session, answers, step }} />);
  });
  for (const step of Object.keys(QUESTIONS).filter(isQuestion)) askRoute(context, app, step);
}

function askRoute(context: Context, app: FastifyInstance, step: QuestionId & StepId): void {
  const question: Question = QUESTIONS[step];
  const body = z.strictObject(Object.fromEntries(question.fields.map((field) => [field, typed])));
  post(
    app,
    `/apply/ask/${step}`,
    body,
    async (request, reply, given) => {
      const turn = await takingTurnOf(context, request, reply);
      if (!turn) return reply;
      const { session, answers, rules } = turn;
      if (!stepsOf(rules, answers).includes(step)) return onTo(request, reply, wayOn(rules, answers));
      const entries = Object.entries(given).map(([field, value]) => [field, value ?? '']);
      const fields: Typed = Object.fromEntries(entries);
      const read = question.read(fields, { ...rules, language: request.language, answers });
      if ('wrong' in read) {
        const page = { context, request, session, answers, step, typed: fields, wrong: read.wrong };
        return reply.page(<QuestionPage {...page} />, 422);
      }
      const after = await changeAnswers(context, session, read.change);
      return onTo(request, reply, wayOn(rules, after));
    },
    { givesBack: true },
  );
}
