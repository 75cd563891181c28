import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { post } from '../http/body.ts';
import { CSRF_FIELD } from '../http/csrf.ts';
import { staffOf, wantsSignIn } from './gate.ts';
import { PressAgainPage } from './press-again-page.tsx';

/**
 * A route of the staff origin that takes what somebody typed, and loses none of it: whoever has to touch their passkey first, or
 * touched it in another tab since the form was shown, gets a page that sends the same again. Nothing is done until then.
 */
export function typedPost<S extends z.ZodType>(
  context: Context,
  app: FastifyInstance,
  path: string,
  body: S,
  handler: (request: FastifyRequest, reply: FastifyReply, body: z.output<S>) => Promise<unknown>,
): void {
  const again = async (request: FastifyRequest, reply: FastifyReply, status: number) => {
    const session = await staffOf(context, request, 'staff');
    const visit = session ? { context, request, session } : { context, request };
    reply.header('cache-control', 'no-store');
    return reply.page(<PressAgainPage {...visit} typed={typedIn(request.body)} />, status);
  };
  const take = async (request: FastifyRequest, reply: FastifyReply, sent: z.output<S>) => {
    if (request.oldForm) return again(request, reply, 403);
    try {
      return await handler(request, reply, sent);
    } catch (error) {
      const isForm = !request.headers['content-type']?.startsWith('application/json');
      if (!isForm || !wantsSignIn(error)) throw error;
      return again(request, reply, isFault(error) && error.code === 'sign-in-needed' ? 401 : 403);
    }
  };
  post(app, path, body, take, { keepsTyped: true });
}

/** The form's own fields, each value by itself, without the token of the session that has passed. */
const typedIn = (body: unknown): [string, string][] =>
  Object.entries(typeof body === 'object' && body !== null ? body : {})
    .filter(([name]) => name !== CSRF_FIELD)
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
