/** A browser of one origin without a screen: keeps its cookies, says where its requests come from, follows nothing. */
export class Browserless {
  readonly origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  async page(path: string): Promise<{ status: number; text: string }> {
    const response = await this.#send(path, { headers: { accept: 'text/html' } });
    return { status: response.status, text: await response.text() };
  }

  async json(path: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const response = await this.#send(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }

  async form(path: string, fields: Record<string, string>): Promise<number> {
    return (await this.submit(path, fields)).status;
  }

  async submit(path: string, fields: Record<string, string>): Promise<{ status: number; text: string }> {
    const response = await this.#send(path, {
      method: 'POST',
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    return { status: response.status, text: await response.text() };
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.origin + path, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, origin: this.origin, ...(cookie ? { cookie } : {}) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
