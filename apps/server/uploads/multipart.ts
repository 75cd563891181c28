import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Limit } from '../http/limits.ts';
import { letGo } from './in-flight.ts';
import { addParts, type InParts, throughParts } from './part-route.ts';
import { type ReadingUpload, readUpload } from './read-upload.ts';

/** 10 MB on a line of 400 kbit/s take three and a half minutes. */
const SENDING_MS = 300_000;
/** The field that names an upload which came in parts, in place of the file. */
const IN_PARTS = 'upload';

/**
 * Lets an origin's routes take forms with a file. The body is left unread until the route asks for it, so that who may not
 * send is refused before they have. Give the origin's server more time for slow lines.
 *
 * @param inParts also from scripts, part by part
 */
export function addUploads(app: FastifyInstance, inParts?: InParts): void {
  app.server.requestTimeout = SENDING_MS;
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null));
  app.addHook('onResponse', async (request) => letGo(request));
  if (inParts) addParts(app, inParts);
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
    read: (how?: ReadingUpload) => Promise<{ fields: z.output<S>; file: Buffer | null }>,
  ) => Promise<unknown>,
  limit?: Limit,
): void {
  const config = { body, upload: true, ...(limit === undefined ? {} : { limit }) };
  app.post(path, { config }, (request, reply) =>
    throughParts(request, reply, (take) =>
      handler(request, reply, async (how) => {
        const { fields, file } = await readUpload(request, how);
        const { [IN_PARTS]: upload, ...small } = fields;
        const read = body.parse(small);
        return { fields: read, file: upload === undefined ? file : await take(upload) };
      }),
    ),
  );
}
