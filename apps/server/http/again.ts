import type { FastifyRequest } from 'fastify';
import { CSRF_FIELD } from './csrf.ts';

/** One field of a form as it came. `shown`: somebody wrote it; a choice among ours says nothing to them as it is. */
export type Typed = { name: string; value: string; shown: boolean };
/** How the same can be tried again. `form`: sent once more as it was typed; `open`: the page of that address. */
export type Again = { form: readonly Typed[]; csrf: string | null } | 'open' | null;

/** What this request can be tried again by, without anything that it did not bring itself. */
export function againOf(request: FastifyRequest): Again {
  const { method, body, csrf, server, routeOptions } = request;
  const { url, config } = routeOptions;
  if (method === 'POST' && config.givesBack && typeof body === 'object' && body !== null)
    return { form: typedIn(body), csrf };
  return url !== undefined && server.hasRoute({ method: 'GET', url }) ? 'open' : null;
}

/** Our own choices are short words in small letters. */
const CHOICE = /^[a-z]*(-[a-z0-9]*)*$/;

const typedIn = (body: object): Typed[] =>
  Object.entries(body)
    .filter((field): field is [string, string] => field[0] !== CSRF_FIELD && typeof field[1] === 'string')
    .map(([name, value]) => ({ name, value, shown: !CHOICE.test(value) }));
