import { request as send } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';

/**
 * Stands in for the app in tests that speak to one in their own process, and carries every request over the wire to a
 * service that runs in another. Follows and adds nothing.
 */
export function through(origin: string): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 64 * 1024 * 1024 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all('/*', async (request, reply) => {
    const { host: _, ...headers } = request.headers;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = await exchange(`${origin}${request.url}`, request.method, headers, body);
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
  return app;
}

type Answer = { status: number; headers: Record<string, string | string[]>; body: Buffer };
type Headers = Readonly<Record<string, string | string[] | undefined>>;

function exchange(url: string, method: string, given: Headers, body: Buffer): Promise<Answer> {
  const headers = Object.fromEntries(
    Object.entries({ ...given, 'content-length': `${body.length}`, connection: 'close' }).flatMap(
      ([name, value]) => (value === undefined ? [] : [[name, value]]),
    ),
  );
  return new Promise((done, fail) => {
    const asked = send(url, { method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', fail);
      response.on('end', () => {
        const kept = Object.entries(response.headers).filter(([name]) => !HOP.has(name));
        const headers = Object.fromEntries(
          kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        );
        done({ status: response.statusCode ?? 0, headers, body: Buffer.concat(parts) });
      });
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

/** Of this one connection, not of the answer. */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);
