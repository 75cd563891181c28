import { isFault } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import { CSRF_FIELD, isUploadForm, requireToken } from '../http/csrf.ts';
import { malformed } from './errors.ts';
import { readForm, type UploadedForm } from './form-reader.ts';
import { hold } from './in-flight.ts';

/** How a route reads its form, where not as every other. */
export type ReadingUpload = {
  /** Most bytes of the file. */
  most?: number | undefined;
  /** Is shown the small fields before the file is taken, so that a file too large loses nothing that was typed. */
  seen?: (fields: Readonly<Record<string, string>>) => void;
};

/**
 * Reads a form into memory and nowhere else, and checks its token as every form's is checked. The file's bytes are the
 * caller's to zero; `Fence.picture` does.
 *
 * @throws Fault `form-expired`, `request-malformed`, `upload-too-big`, `upload-busy`
 */
export async function readUpload(
  request: FastifyRequest,
  { most, seen = () => {} }: ReadingUpload = {},
): Promise<UploadedForm> {
  if (!isUploadForm(request)) return { fields: textFields(request.body), file: null };
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  const check = (fields: Readonly<Record<string, string>>) => requireToken(fields[CSRF_FIELD], request.csrf);
  const beforeFile = (fields: Readonly<Record<string, string>>) => {
    check(fields);
    seen(textFields(fields));
  };
  const { raw } = request;
  let reader: ReturnType<typeof readForm> | null = null;
  try {
    reader = readForm(
      request.headers['content-type'] ?? '',
      Number.isSafeInteger(announced) ? announced : null,
      beforeFile,
      most,
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
    throw isFault(error) ? error : malformed(error);
  }
}

/** A form's fields without its token. */
function textFields(body: unknown): Record<string, string> {
  const entries = Object.entries(Object(body)).filter(
    (entry): entry is [string, string] => entry[0] !== CSRF_FIELD && typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
