import { request as send } from 'node:http';

export type Answer = {
  status: number;
  location: string | undefined;
  body: string;
  /** From the first byte sent to the last byte received. */
  ms: number;
};

/**
 * A resident's browser as far as a bench needs one: cookies, forms, one file. Each has an address of its own, said in the
 * proxy's header, so that nobody's limit is measured instead of the service.
 */
export class Client {
  readonly origin: string;
  readonly address: string;
  readonly cookies = new Map<string, string>();
  at = '/';
  token = '';
  /** Time spent in requests so far. */
  spent = 0;

  constructor(origin: string, n: number) {
    this.origin = origin;
    this.address = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  }

  get(path: string): Promise<Answer> {
    return this.#send('GET', path);
  }

  /** A form with the token of the page seen last; follows where the answer leads. */
  async post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = Buffer.from(new URLSearchParams({ _csrf: this.token, ...fields }).toString());
    return this.#follow(await this.#send('POST', path, 'application/x-www-form-urlencoded', body));
  }

  async upload(path: string, file: Uint8Array): Promise<Answer> {
    const boundary = 'b'.repeat(32);
    const head = (line: string) => `--${boundary}\r\nContent-Disposition: form-data; ${line}\r\n\r\n`;
    const body = Buffer.concat([
      Buffer.from(`${head('name="_csrf"')}${this.token}\r\n`),
      Buffer.from(
        head('name="picture"; filename="a.jpg"').replace('\r\n\r\n', '\r\nContent-Type: image/jpeg\r\n\r\n'),
      ),
      file,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    return this.#follow(await this.#send('POST', path, `multipart/form-data; boundary=${boundary}`, body));
  }

  async #follow(answer: Answer): Promise<Answer> {
    if (answer.status !== 303 || answer.location === undefined) return answer;
    return this.#follow(await this.#send('GET', answer.location));
  }

  async #send(method: string, path: string, type?: string, body?: Uint8Array): Promise<Answer> {
    const from = performance.now();
    const answer = await this.#exchange(method, path, type, body);
    const ms = performance.now() - from;
    this.spent += ms;
    if (method === 'GET' && answer.status === 200) this.at = path;
    this.token = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? this.token;
    return { ...answer, ms };
  }

  #exchange(method: string, path: string, type?: string, body?: Uint8Array): Promise<Omit<Answer, 'ms'>> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      accept: 'text/html',
      'x-forwarded-for': this.address,
      'sec-fetch-site': 'same-origin',
      origin: this.origin,
      ...(cookie === '' ? {} : { cookie }),
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    };
    return new Promise((done, fail) => {
      const asked = send(`${this.origin}${path}`, { method, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', fail);
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            this.cookies.set(name, value);
          }
          const { location } = response.headers;
          done({ status: response.statusCode ?? 0, location, body: Buffer.concat(parts).toString('utf8') });
        });
      });
      asked.on('error', fail);
      asked.end(body);
    });
  }
}
