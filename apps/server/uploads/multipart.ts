import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CSRF_FIELD, isUploadForm, requireToken } from '../http/csrf.ts';
import type { HttpCode } from '../http/errors.ts';
import type { Limit } from '../http/limits.ts';
import { createBudget } from './budget.ts';
import { readForm, type UploadedForm } from './form-reader.ts';

/** 10 MB on a line of 400 kbit/s take three and a half minutes. */
const SENDING_MS = 300_000;

/** Bytes that a request holds of the one budget, until it is answered. */
const held = new WeakMap<FastifyRequest, number>();
const budget = createBudget();

/**
 * Lets an origin's routes take forms with a file. The body is left unread until the route asks for it, so that who may not
 * send is refused before they have. Give the origin's server more time for slow lines.
 */
export function addUploads(app: FastifyInstance): void {
  app.server.requestTimeout = SENDING_MS;
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null));
  app.addHook('onResponse', async (request) => {
    budget.give(held.get(request) ?? 0);
    held.delete(request);
  });
}

/**
 * A route that takes a form with a file. The form's token has to stand before the file, in a hidden field at the form's
 * start; `read` refuses before it takes a byte of the file. Whatever the handler changes, it changes after `read`.
 *
 * @param body the shape of the form's small fields, the token apart
 */
export function postUpload<S extends z.ZodType>(
  app: FastifyInstance,
  path: string,
  body: S,
  handler: (
    request: FastifyRequest,
    reply: FastifyReply,
    read: () => Promise<{ fields: z.output<S>; file: Buffer | null }>,
  ) => Promise<unknown>,
  limit?: Limit,
): void {
  const config = { body, upload: true, ...(limit === undefined ? {} : { limit }) };
  app.post(path, { config }, (request, reply) =>
    handler(request, reply, async () => {
      const { fields, file } = await readUpload(request);
      return { fields: body.parse(fields), file };
    }),
  );
}

/**
 * Reads a form into memory and nowhere else, and checks its token as every form's is checked. The file's bytes are the
 * caller's to zero; `Fence.picture` does.
 *
 * @throws Fault `form-expired`, `request-malformed`, `upload-too-big`, `upload-busy`
 */
export async function readUpload(request: FastifyRequest): Promise<UploadedForm> {
  if (!isUploadForm(request)) return { fields: textFields(request.body), file: null };
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  const check = (fields: Readonly<Record<string, string>>) => requireToken(fields[CSRF_FIELD], request.csrf);
  const { raw } = request;
  let reader: ReturnType<typeof readForm> | null = null;
  try {
    reader = readForm(
      request.headers['content-type'] ?? '',
      Number.isSafeInteger(announced) ? announced : null,
      check,
    );
    for await (const chunk of raw.iterator({ destroyOnReturn: false })) {
      try {
        hold(request, chunk.length);
        reader.push(chunk);
      } finally {
        chunk.fill(0);
      }
    }
    const { fields, file } = reader.end();
    check(fields);
    return { fields: textFields(fields), file };
  } catch (error) {
    reader?.forget();
    // A browser shows the answer only if somebody takes what it still sends.
    raw.resume();
    throw isFault(error) ? error : new Fault<HttpCode>('request-malformed', {}, { cause: error });
  }
}

function hold(request: FastifyRequest, bytes: number): void {
  budget.take(bytes);
  held.set(request, (held.get(request) ?? 0) + bytes);
}

/** A form's fields without its token. */
function textFields(body: unknown): Record<string, string> {
  const entries = Object.entries(Object(body)).filter(
    (entry): entry is [string, string] => entry[0] !== CSRF_FIELD && typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
