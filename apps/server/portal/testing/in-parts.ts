import { randomBytes } from 'node:crypto';
import { PARTS_PATH } from '../../uploads/part-route.ts';
import type { Applicant, Page } from './applicant.ts';

export const PART = 64 * 1024;
const newUpload = () => randomBytes(16).toString('hex');
export const tokenOn = (page: Page) => /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';

/** A form with a file as a page's script sends it. */
export type Form = {
  url: string;
  fields: Record<string, string>;
  part?: Uint8Array;
  headers?: Record<string, string>;
};
export function send(
  person: Applicant,
  { url, fields, part, headers = {} }: Form,
  cookies = { ...person.cookies },
) {
  const edge = 'y'.repeat(30);
  const small = Object.entries(fields).map(
    ([name, value]) => `--${edge}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${edge}\r\nContent-Disposition: form-data; name="part"; filename="part"\r\n\r\n`;
  const file = part ? [Buffer.from(head), part, Buffer.from('\r\n')] : [];
  return person.app.inject({
    method: 'POST',
    url,
    cookies,
    headers: {
      accept: url === PARTS_PATH ? 'application/json' : 'text/html',
      origin: person.origin,
      'sec-fetch-site': 'same-origin',
      'content-type': `multipart/form-data; boundary=${edge}`,
      ...headers,
    },
    payload: Buffer.concat([Buffer.from(small.join('')), ...file, Buffer.from(`--${edge}--\r\n`)]),
  });
}

/** What a script does with a picture: every request, so that a test may stop, repeat and mix them. */
export async function inParts(person: Applicant, whole: Uint8Array, action: string) {
  const upload = newUpload();
  const _csrf = tokenOn(await person.get(action));
  const total = String(whole.length);
  const part = (from: number): Form => ({
    url: PARTS_PATH,
    fields: { _csrf, upload, from: String(from), total },
    part: whole.subarray(from, from + PART),
  });
  const last: Form = { url: action, fields: { _csrf, upload } };
  const all = Array.from({ length: Math.ceil(whole.length / PART) }, (_, n) => part(n * PART));
  return { upload, _csrf, part, last, all };
}
/** How many bytes the service says it has. */
export const have = ({ body }: Page): unknown => JSON.parse(body).have;
