import type { LightMyRequestResponse } from 'fastify';
import type { Colleague } from '../../testing/colleagues.ts';

/** A form with a file, as a browser of staff sends it: small fields first, the token among them. */
export async function sendFile(
  { visitor }: Pick<Colleague, 'visitor'>,
  page: string,
  {
    url,
    fields,
    name,
    file,
    type,
  }: {
    url: string;
    fields: Readonly<Record<string, string>>;
    name: string;
    file: Uint8Array;
    type: string;
  },
): Promise<LightMyRequestResponse> {
  const token = /name="_csrf" value="([^"]+)"/.exec((await visitor.get(page)).body)?.[1] ?? '';
  const edge = 'edge-of-a-part';
  const small = Object.entries({ _csrf: token, ...fields }).map(
    ([field, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${edge}\r\ncontent-disposition: form-data; name="${name}"; filename="f"\r\ncontent-type: ${type}\r\n\r\n`;
  return visitor.app.inject({
    method: 'POST',
    url,
    cookies: { ...visitor.cookies },
    headers: {
      accept: 'text/html',
      origin: visitor.origin,
      'sec-fetch-site': 'same-origin',
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    payload: Buffer.concat([
      Buffer.from(small.join('')),
      Buffer.from(head),
      file,
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]),
  });
}
