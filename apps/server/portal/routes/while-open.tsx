import { Fault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { NotTakenPage, StoppedPage } from '../pages/stopped-pages.tsx';
import { intakeNow } from '../switch/intake.ts';
import { type Turn, turnOf } from './turn.ts';

/** It may open again. */
const STOPPED = 503;

/**
 * As `turnOf`, for a form that adds something to a draft. While intake is stopped nothing new is sealed: the reply then says
 * so, with what stays and until when, and undefined is returned.
 */
export async function takingTurnOf(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Turn | undefined> {
  const turn = await turnOf(context, request, reply);
  if (!turn) return undefined;
  const { closed } = await intakeNow(context);
  if (closed === null) return turn;
  if (closed === 'keeper-silent') throw new Fault(closed);
  reply.page(<NotTakenPage {...{ context, request, session: turn.session }} />, STOPPED);
  return undefined;
}

/** As `turnOf`, for a page that asks for something: while intake is stopped it is not asked. */
export async function askingTurnOf(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Turn | undefined> {
  const turn = await turnOf(context, request, reply);
  if (!turn) return undefined;
  const intake = await intakeNow(context);
  if (intake.closed === null) return turn;
  if (intake.closed === 'keeper-silent') throw new Fault(intake.closed);
  reply.page(<StoppedPage {...{ context, request, session: turn.session, intake }} />, STOPPED);
  return undefined;
}
