import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CSRF_FIELD } from './csrf.ts';
import type { Limit } from './limits.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The shape of what the route takes. A test reads it off every route that can change something. */
    body?: z.ZodType;
  }
}

/**
 * A route that takes something: its body is read by a closed shape before anything else looks at it. What does not fit is
 * `request-malformed`.
 */
export function post<S extends z.ZodType>(
  app: FastifyInstance,
  path: string,
  body: S,
  handler: (request: FastifyRequest, reply: FastifyReply, body: z.output<S>) => Promise<unknown>,
  more: Limit | { keepsTyped: true } | undefined = undefined,
): void {
  const config = { body, ...configOf(more) };
  app.post(path, { config }, async (request, reply) =>
    handler(request, reply, body.parse(formless(request.body))),
  );
}

const configOf = (more: Limit | { keepsTyped: true } | undefined) => {
  if (more === undefined) return {};
  return 'keepsTyped' in more ? more : { limit: more };
};

/** Without the form's own token, which is checked before. */
function formless(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => name !== CSRF_FIELD));
}
