import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { today } from '../draft.ts';
import { onTo } from '../routes/turn.ts';
import type { PortalSession } from '../session.ts';
import type { Wrongs } from './correct-fields.ts';
import { FOLLOW_PATH } from './paths.ts';
import { mayCorrect } from './stands.ts';
import { ownerOf } from './turn.ts';

/** Longer than any answer we take, so that what is too long is said on its page and not by a refusal. */
export const typedField = z.string().max(4000).optional();

/** As `ownerOf`, of somebody who may still put something right; others are led to how it stands, which says what to do. */
export async function correctorOf(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PortalSession | undefined> {
  const session = await ownerOf(context, request, reply);
  if (!session) return undefined;
  const { application: row } = session;
  const heads = await context.vault.heads(context.store.read, row.id);
  if (mayCorrect({ row, heads }, today(context))) return session;
  onTo(request, reply, FOLLOW_PATH);
  return undefined;
}

export const filled = (body: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(body).map(([field, value]) => [field, value ?? '']));

export const wordWrongs = ({ say }: FastifyRequest, wrong: Wrongs): Record<string, string> =>
  Object.fromEntries(
    Object.entries(wrong).map(([field, { code, params }]) => [field, say(`apply.wrong.${code}`, params)]),
  );
