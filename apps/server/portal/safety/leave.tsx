import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { forgetCookie, leaveSession } from '../session.ts';

/** An address that says nothing, on a page that is nothing: no other site learns that somebody left us. */
const NOWHERE = 'about:blank';

/**
 * Leaves: ends the session here, drops its cookie and what the browser keeps of this origin, and goes where the city says, or
 * to an empty page. Always lands, whatever fails on our side: somebody may be at the door.
 *
 * A plain link leads here, so a GET changes something. No other site can make use of it: it is asked where the link was, and
 * our cookie is `SameSite=Strict`, without which nothing ends. The header names no `"cookies"`: browsers would take it for every origin of the city's
 * domain, and end a desk's shift in the next tab.
 */
export async function leave(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  // A browser that looks ahead is not a person who left; a link of another site is not one of ours.
  if (`${request.headers['sec-purpose']}`.includes('prefetch')) return reply.code(204).send();
  if (request.headers['sec-fetch-site'] === 'cross-site')
    return reply.page(<Empty say={request.say} language={request.language} />);
  await endQuietly(context, request);
  clearBrowser(context, reply);
  const { leaveTo } = context.program.program.city;
  if (leaveTo !== undefined) return reply.redirect(leaveTo, 303);
  return reply.page(<Empty say={request.say} language={request.language} />);
}

/** Our cookie by its name, and whatever else the browser keeps of this origin alone. */
export function clearBrowser(context: Context, reply: FastifyReply): void {
  forgetCookie(context, reply);
  reply.header('clear-site-data', '"cache", "storage"');
}

async function endQuietly(context: Context, request: FastifyRequest): Promise<void> {
  try {
    await leaveSession(context, request);
  } catch {
    // The cookie, the only key to the session's box, goes all the same; the row goes when its time is up.
    context.log({ event: 'fault', origin: 'public', code: 'session-not-ended' });
  }
}

/** Nothing to see, and at once left for a page with no address. A server may not redirect there; a page may. */
function Empty({ say, language }: { say: FastifyRequest['say']; language: string }) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="refresh" content={`0; url=${NOWHERE}`} />
        <title>{say('exit.leaving')}</title>
      </head>
      <body />
    </html>
  );
}
