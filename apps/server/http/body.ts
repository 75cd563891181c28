import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CSRF_FIELD } from './csrf.ts';
import type { Limit } from './limits.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The shape of what the route takes. A test reads it off every route that can change something. */
    body?: z.ZodType;
    /** What was typed is given back where nothing can be taken just now: nothing that was kept before comes with it. */
    givesBack?: boolean;
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
  more: More | undefined = undefined,
): void {
  const config = { body, ...configOf(more) };
  app.post(path, { config }, async (request, reply) =>
    handler(request, reply, body.parse(formless(request.body))),
  );
}

type More = Limit | { keepsTyped: true } | { givesBack: true };

const configOf = (more: More | undefined) => {
  if (more === undefined) return {};
  return 'burst' in more ? { limit: more } : more;
};

/** Without the form's own token, which is checked before. */
function formless(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => name !== CSRF_FIELD));
}
