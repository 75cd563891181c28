import { Fault, type FaultParams, isFault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import type { OriginName } from '../config/config.ts';
import { HTTP_STATUS, type HttpCode, STORE_STATUS } from './errors.ts';
import type { Log } from './log.ts';
import type { PageNode } from './page-node.ts';

export type Answer = {
  statuses: Readonly<Record<string, number>>;
  /** Code → the code that is shown instead. */
  readsAs: Readonly<Record<string, string>>;
  log: Log;
  origin: OriginName;
  /** @param status it goes out with */
  page: (request: FastifyRequest, code: string, params: FaultParams, status: number) => PageNode;
};

/**
 * Answers with a fault's stable code, worded as a page for people and as JSON `{code, params, message}` for programs. What
 * is not a known fault reads `unexpected`: its own words might quote somebody.
 */
export function answerFault(answer: Answer, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const inside = recognise(error);
  const read = answer.readsAs[inside.code];
  const known = read === undefined ? inside : new Fault(read);
  const status = { ...STORE_STATUS, ...HTTP_STATUS, ...answer.statuses }[known.code] ?? 500;
  const listed = status !== 500 || known.code in answer.statuses;
  if (!listed || known !== inside) answer.log(faultEvent(answer.origin, error, inside));
  const shown = listed ? known : new Fault<HttpCode>('unexpected');
  if (wantsPage(request)) return reply.page(answer.page(request, shown.code, shown.params, status), status);
  const message = request.say(`fault.${shown.code}`, shown.params);
  return reply.code(status).send({ code: shown.code, params: shown.params, message });
}

function recognise(error: unknown): Fault {
  if (isFault(error)) return error;
  if (error instanceof ZodError) return new Fault<HttpCode>('request-malformed');
  const { statusCode } = Object(error) as { statusCode?: unknown };
  if (statusCode === 413) return new Fault<HttpCode>('request-too-large');
  if (statusCode === 415) return new Fault<HttpCode>('media-type-unsupported');
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new Fault<HttpCode>('request-malformed');
  return new Fault<HttpCode>('unexpected');
}

function faultEvent(origin: OriginName, error: unknown, known: Fault) {
  const { sqlstate, constraint } = known.params;
  return {
    event: 'fault',
    origin,
    code: known.code,
    ...(typeof sqlstate === 'string' ? { sqlstate } : {}),
    ...(typeof constraint === 'string' && constraint !== '' ? { constraint } : {}),
    ...(error instanceof Error ? { kind: error.constructor.name } : {}),
  } as const;
}

function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/api/');
}
