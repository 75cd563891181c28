import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock, Random } from '../clock.ts';
import { post } from '../http/body.ts';
import type { Limit } from '../http/limits.ts';
import { withLanguage } from '../ui/layout.tsx';
import { malformed, uploadFault } from './errors.ts';
import { budget, hold } from './in-flight.ts';
import { createParts, LARGEST_PART, type Parts } from './parts.ts';
import { readUpload } from './read-upload.ts';

/** Where a page's script sends parts; each origin with uploads in parts has it. */
export const PARTS_PATH = '/upload/part';
/** Where a page's button throws away what waits for it. */
export const THROW_AWAY_PATH = '/upload/throw-away';
/** A picture is a dozen parts, and a library has one address for all who sit in it. */
const LIMIT: Limit = { burst: 200, perMinute: 240 };
/** Of the form around a part. */
const AROUND = 4096;
const SWEEP_MS = 60_000;

export type InParts = {
  clock: Clock;
  random: Random;
  /** Name of the session's cookie: parts are sealed under what it carries. */
  cookie: string;
  /** Refuses, by throwing, who has nothing to send here; asked before a byte is read. */
  mayUpload(request: FastifyRequest): Promise<void>;
};

declare module 'fastify' {
  interface FastifyInstance {
    uploadParts?: { parts: Parts; cookie: string };
  }
}

const upload = z.string().regex(/^[0-9a-f]{32}$/);
const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
/** A page that asks for pictures; one of this origin, whatever is sent. */
const at = z.string().regex(/^\/apply(\/[a-z0-9-]{1,80}){1,4}$/);
const part = z.strictObject({ upload, from: number, total: number, at: at.optional() });
const begin = z.strictObject({ upload, begin: z.literal('yes') });
const drop = z.strictObject({ upload, drop: z.literal('yes') });

/**
 * Lets a page's script send a file in parts, one form each: the session's token, which upload, from which byte, how many
 * there will be, for which page, and the part as the file. The answer is `{ have }`, how many bytes are here: after a broken line the
 * browser goes on from there, and a page that begins, as after a reload, asks first. The page's own form then carries the upload's name in place of a file (`throughParts`).
 */
export function addParts(app: FastifyInstance, { clock, random, cookie, mayUpload }: InParts): void {
  const parts = createParts({ clock, random, budget });
  app.decorate('uploadParts', { parts, cookie });
  const timer = setInterval(() => parts.sweep(), SWEEP_MS).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    parts.close();
  });
  const config = { body: z.union([part, begin, drop]), upload: true, limit: LIMIT };
  app.post(PARTS_PATH, { config }, async (request) => {
    await mayUpload(request);
    if (Number(request.headers['content-length'] ?? 0) > LARGEST_PART + AROUND)
      throw uploadFault('upload-too-big');
    const { fields, file } = await readUpload(request);
    const asked = config.body.parse(fields);
    const token = tokenOf(request);
    if ('drop' in asked) {
      parts.drop(token, asked.upload);
      return { have: 0 };
    }
    if ('begin' in asked) return { have: parts.begin(token, asked.upload) };
    if (file === null) throw malformed();
    return { have: parts.add(token, asked, file) };
  });
  // It only takes away, so that it asks for nothing but the cookie under which the parts are.
  post(app, THROW_AWAY_PATH, z.strictObject({ at }), async (request, reply, asked) => {
    const token = request.cookies[cookie];
    if (token !== undefined) parts.throwAway(token, asked.at);
    return reply.redirect(withLanguage(asked.at, request.language), 303);
  });
}

/** Whether some of a picture that the page at this path asks for came before, and the rest did not (UP-06). */
export function partsWait(request: FastifyRequest, at: string): boolean {
  const { parts, cookie = '' } = request.server.uploadParts ?? {};
  const token = request.cookies[cookie];
  return token !== undefined && (parts?.waits(token, at) ?? false);
}

/** A form that was answered before. */
class LedBefore extends Error {
  readonly to: string;
  constructor(to: string) {
    super('led before');
    this.to = to;
  }
}

/**
 * Runs a form's handler that may take its file from parts. Sent twice, by a line that broke before the answer or by a second
 * press, it does its work once and answers both times the same (F-07, F-09).
 */
export async function throughParts(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (take: (upload: string) => Promise<Buffer>) => Promise<unknown>,
): Promise<unknown> {
  const { parts } = request.server.uploadParts ?? {};
  let taken: string | undefined;
  let answered = false;
  try {
    const answer = await work(async (name) => {
      if (!parts || !upload.safeParse(name).success) throw malformed();
      const found = await parts.take(tokenOf(request), name, (bytes) => hold(request, bytes));
      if ('led' in found) throw new LedBefore(found.led);
      taken = name;
      return found.document;
    });
    answered = true;
    return answer;
  } catch (error) {
    if (error instanceof LedBefore) return reply.redirect(error.to, 303);
    throw error;
  } finally {
    if (taken !== undefined) parts?.settle(tokenOf(request), taken, answered ? endOf(reply) : 'again');
  }
}

function endOf(reply: FastifyReply): { led: string } | 'again' | 'refused' {
  const to = reply.getHeader('location');
  if (reply.statusCode === 303 && typeof to === 'string') return { led: to };
  return reply.statusCode >= 500 ? 'again' : 'refused';
}

function tokenOf(request: FastifyRequest): string {
  const token = request.cookies[request.server.uploadParts?.cookie ?? ''];
  if (token === undefined) throw malformed();
  return token;
}
