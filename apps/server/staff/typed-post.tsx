import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { post } from '../http/body.ts';
import { CSRF_FIELD } from '../http/csrf.ts';
import { staffOf, wantsSignIn } from './gate.ts';
import { PressAgainPage, type Typed } from './press-again-page.tsx';

/**
 * How a form of the staff origin is taken, so that none of it is lost: whoever has to touch their passkey first gets a page that
 * shows what they typed, and one press there is the touch and sends it. Who touched it in another tab since the form was shown
 * only presses. Nothing is done until then.
 */
export function typedPost<S extends z.ZodType>(
  context: Context,
  app: FastifyInstance,
  path: string,
  body: S,
  handler: (request: FastifyRequest, reply: FastifyReply, body: z.output<S>) => Promise<unknown>,
): void {
  const ownWords = takesWords(body);
  const again = async (request: FastifyRequest, reply: FastifyReply, status: number) => {
    const session = await staffOf(context, request, 'staff');
    const visit = session ? { context, request, session } : { context, request };
    const touch = session === undefined || !request.oldForm;
    reply.header('cache-control', 'no-store');
    return reply.page(
      <PressAgainPage {...visit} typed={typedIn(request.body, ownWords)} touch={touch} />,
      status,
    );
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

/** The fields that take words of somebody's own; the others take a choice among ours, and would take none of this. */
function takesWords(body: z.ZodType): ReadonlySet<string> {
  if (!(body instanceof z.ZodObject)) return new Set();
  const fields = Object.entries(body.shape as Readonly<Record<string, z.ZodType>>);
  return new Set(fields.filter(([, field]) => field.safeParse('a b').success).map(([name]) => name));
}

/** A field for words may hold a code of ours as well, chosen from a list, or a day. */
const CODE = /^[a-z]+(-[a-z0-9]+)*$/;
const areWords = (value: string): boolean => /\p{L}/u.test(value) && !CODE.test(value);

/** The form's own fields, each value by itself, without the token of the session that has passed. */
const typedIn = (body: unknown, ownWords: ReadonlySet<string>): Typed[] =>
  Object.entries(typeof body === 'object' && body !== null ? body : {})
    .filter(([name]) => name !== CSRF_FIELD)
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: String(one) })))
    .map(({ name, value }) => ({
      ...{ name, value },
      words: ownWords.has(name) && areWords(value),
    }));
