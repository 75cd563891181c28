import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';

/** A browser of one origin: keeps its cookies, says where its requests come from, follows nothing. */
export class Visitor {
  readonly app: FastifyInstance;
  readonly origin: string;
  readonly cookies: Record<string, string> = {};

  constructor(app: FastifyInstance, origin: string) {
    this.app = app;
    this.origin = origin;
  }

  async get(url: string): Promise<LightMyRequestResponse> {
    return this.#send({ method: 'GET', url, headers: { accept: 'text/html' } });
  }

  async json(url: string, payload: unknown): Promise<LightMyRequestResponse> {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    return this.#send({ method: 'POST', url, headers, payload: JSON.stringify(payload) });
  }

  /** Sends a form as its page would, with the token that page carries. */
  async form(
    page: string,
    url: string,
    fields: Record<string, string | readonly string[]>,
  ): Promise<LightMyRequestResponse> {
    const token = /name="_csrf" value="([^"]+)"/.exec((await this.get(page)).body)?.[1];
    const entries = Object.entries({ ...fields, ...(token ? { _csrf: token } : {}) });
    const payload = new URLSearchParams(
      entries.flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    ).toString();
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    return this.#send({ method: 'POST', url, headers, payload });
  }

  async #send(options: InjectOptions): Promise<LightMyRequestResponse> {
    const response = await this.app.inject({
      ...options,
      cookies: { ...this.cookies },
      headers: { ...options.headers, origin: this.origin, 'sec-fetch-site': 'same-origin' },
    });
    for (const { name, value } of response.cookies) {
      if (value === '') delete this.cookies[name];
      else this.cookies[name] = value;
    }
    return response;
  }
}
