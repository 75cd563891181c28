import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { QUESTIONS } from '../questions/index.ts';
import { onTo } from '../routes/turn.ts';
import { answersOf } from './answers-of.ts';
import { correctCard, readCard } from './correct.ts';
import { correctBirth, readBirth } from './correct-birth.ts';
import { partsOf, readOwnName, typedOwnName } from './correct-own-name.ts';
import { CorrectBirthPage, CorrectMisfitPage, CorrectOwnNamePage } from './correct-person-pages.tsx';
import { correctorOf, filled, typedField, wordWrongs } from './correct-turn.ts';
import { CORRECT_PATH, FOLLOW_PATH } from './paths.ts';
import { ledOn } from './write.ts';

const ownNameBody = z.strictObject({ name: typedField, latin: typedField, second: typedField });
const birthBody = z.strictObject({ day: typedField, month: typedField, year: typedField });

/** Who the card is for, put right: what else depends on it follows. */
export function correctPersonRoutes(context: Context, app: FastifyInstance): void {
  ownName(context, app);
  birth(context, app);
}

function ownName(context: Context, app: FastifyInstance): void {
  const path = `${CORRECT_PATH}/own-name`;
  app.get(path, async (request, reply) => {
    const session = await correctorOf(context, request, reply);
    if (!session) return reply;
    const card = await readCard(context, session);
    const typed = typedOwnName(card);
    const parts = partsOf(context, card.answers.name);
    return reply.page(
      <CorrectOwnNamePage {...{ context, request, session, card, typed, parts }} errors={{}} open={false} />,
    );
  });
  post(
    app,
    path,
    ownNameBody,
    async (request, reply, body) => {
      const session = await correctorOf(context, request, reply);
      if (!session) return reply;
      const fields = filled(body);
      const read = readOwnName(context, request.language, fields);
      if ('wrong' in read) {
        const card = await readCard(context, session);
        const page = {
          ...{ context, request, session, card, open: read.open },
          typed: { ...typedOwnName(card), ...fields },
          parts: partsOf(context, fields['name'] ?? ''),
          errors: wordWrongs(request, read.wrong),
        };
        return reply.page(<CorrectOwnNamePage {...page} />, 422);
      }
      const done = await correctCard(context, session, read.change);
      return onTo(request, reply, done ? ledOn(session, 'corrected') : FOLLOW_PATH);
    },
    { givesBack: true },
  );
}

function birth(context: Context, app: FastifyInstance): void {
  const path = `${CORRECT_PATH}/birth`;
  app.get(path, async (request, reply) => {
    const session = await correctorOf(context, request, reply);
    if (!session) return reply;
    const card = await readCard(context, session);
    const typed = QUESTIONS.birth.typed(answersOf(card));
    return reply.page(<CorrectBirthPage {...{ context, request, session, card, typed }} errors={{}} />);
  });
  post(
    app,
    path,
    birthBody,
    async (request, reply, body) => {
      const session = await correctorOf(context, request, reply);
      if (!session) return reply;
      const card = await readCard(context, session);
      const typed = filled(body);
      const read = readBirth(context, request.language, card, typed);
      if ('wrong' in read) {
        const errors = wordWrongs(request, read.wrong);
        return reply.page(<CorrectBirthPage {...{ context, request, session, card, typed, errors }} />, 422);
      }
      if ('misfit' in read) {
        const page = { context, request, session, card, why: read.misfit };
        return reply.page(<CorrectMisfitPage {...page} />, 422);
      }
      const done = await correctBirth(context, session, read.answers);
      if (!done) return onTo(request, reply, FOLLOW_PATH);
      return onTo(request, reply, ledOn(session, done.lacks ? 'corrected-papers' : 'corrected'));
    },
    { givesBack: true },
  );
}
