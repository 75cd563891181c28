import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogueFaults, Fault } from '@commonkey/words';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { type TestContext, testContext } from '../testing/context.ts';
import { modelCity } from '../testing/model-city.ts';
import { LEAVE_SCRIPT } from '../ui/exit.tsx';
import { routes as frontDoor } from '../ui/routes.tsx';
import { words } from '../ui/words.ts';
import { csrfToken } from './csrf.ts';
import { HTTP_STATUS, STORE_STATUS } from './errors.ts';
import { buildOrigin, sessionCookieName } from './origin.ts';

const ORIGIN = 'http://localhost:8080';
const MARKER = 'MARKERMARISOL';
const SCRIPT = '/assets/some-worker.js';
const noStore = {} as Store;

async function withOrigin(
  work: (app: FastifyInstance, context: TestContext) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const { program, files } = await modelCity();
  const context = testContext(noStore, { program, files, env });
  const app = await buildOrigin(context, {
    name: 'public',
    statuses: { 'card-unknown': 404 },
    words: [
      {
        en: { 'fault.card-unknown': 'No such card.' },
        es: { 'fault.card-unknown': 'No existe esa tarjeta.' },
      },
    ],
  });
  await frontDoor(context, async () => true).public?.(app);
  app.get('/boom', () => {
    throw new Error(MARKER);
  });
  app.get('/known', () => {
    throw new Fault('card-unknown');
  });
  app.get('/internal', () => {
    throw new Fault('database-refused', { sqlstate: '23505', constraint: 'cards_pkey' });
  });
  app.get(SCRIPT, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=60').type('text/javascript; charset=utf-8').send('0'),
  );
  app.get('/cards/:serial', () => ({ ok: true }));
  app.get('/keys', { config: { anyone: true } }, () => ({ keys: [] }));
  app.get('/slow', { config: { limit: { burst: 2, perMinute: 1 } } }, () => 'ok');
  app.post('/change', (request) => z.object({ n: z.coerce.number() }).parse(request.body));
  try {
    await work(app, context);
  } finally {
    await app.close();
  }
}

const post = (headers: Record<string, string>, payload = 'n=1'): InjectOptions => ({
  method: 'POST',
  url: '/change',
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  payload,
});

describe('every answer of an origin', () => {
  test('allows nothing inline, nothing from elsewhere, no feature, no cache, no index', () =>
    withOrigin(async (app) => {
      for (const url of ['/', '/nowhere', '/boom', '/cards/1']) {
        const { headers } = await app.inject({ url, headers: { accept: 'text/html' } });
        const csp = String(headers['content-security-policy']);
        assert.match(csp, /default-src 'none'/);
        assert.match(csp, /script-src 'self'(;|$)/);
        assert.doesNotMatch(csp, /unsafe-inline|unsafe-eval|https?:|\*|data:/);
        assert.match(csp, /frame-ancestors 'none'/);
        assert.match(String(headers['permissions-policy']), /camera=\(\).*geolocation=\(\)/);
        const rest = {
          'cache-control': 'no-store',
          'referrer-policy': 'same-origin',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'cross-origin-embedder-policy': 'require-corp',
          'x-content-type-options': 'nosniff',
          'x-robots-tag': 'noindex, nofollow, noarchive',
        };
        for (const [name, value] of Object.entries(rest))
          assert.equal(headers[name], value, `${url} ${name}`);
        assert.equal(headers['set-cookie'], undefined);
        assert.equal(headers.server ?? headers['x-powered-by'], undefined);
      }
    }));

  test('UX-20: a file within a page has the headers that mean something on it, and no others', () =>
    withOrigin(async (app) => {
      const of = async (url: string) => (await app.inject({ url, headers: { accept: 'text/html' } })).headers;
      for (const url of ['/assets/look.css', '/assets/fonts/public-sans-latin-400-normal.woff2', SCRIPT]) {
        const headers = await of(url);
        assert.equal(headers['x-content-type-options'], 'nosniff', url);
        assert.equal(headers['cross-origin-resource-policy'], 'same-origin', url);
        assert.match(String(headers['cache-control']), /^public, max-age=/, url);
        for (const name of ['permissions-policy', 'x-frame-options', 'cross-origin-opener-policy'])
          assert.equal(headers[name], undefined, `${url} ${name}`);
        // A worker is under the policy of its own script.
        const policed = url === SCRIPT;
        for (const name of ['content-security-policy', 'cross-origin-embedder-policy'])
          assert.equal(headers[name] !== undefined, policed, `${url} ${name}`);
      }
      for (const document of ['/assets/mark.svg', '/assets/nowhere'])
        for (const name of ['content-security-policy', 'x-frame-options', 'permissions-policy'])
          assert.ok((await of(document))[name], `${document} ${name}`);
    }));

  test('lets any site fetch what is marked public, and that alone', () =>
    withOrigin(async (app) => {
      const open = (await app.inject({ url: '/keys', headers: { origin: 'https://elsewhere.example' } }))
        .headers;
      assert.equal(open['access-control-allow-origin'], '*');
      assert.equal(open['cross-origin-resource-policy'], 'cross-origin');
      assert.equal((await app.inject('/cards/1')).headers['access-control-allow-origin'], undefined);
    }));

  test('sends HTTPS back to HTTPS, where it is served so', () =>
    withOrigin(
      async (app, context) => {
        assert.match(
          String((await app.inject('/')).headers['strict-transport-security']),
          /max-age=63072000/,
        );
        assert.equal(sessionCookieName(context, 'public'), '__Host-ck-public');
      },
      { COMMONKEY_PUBLIC_ORIGIN: 'https://cards.example' },
    ));
});

describe('faults', () => {
  test('every code of the web layer is worded in every language', () => {
    assert.deepEqual(catalogueFaults(words, 'en'), []);
    for (const code of [...Object.keys(HTTP_STATUS), ...Object.keys(STORE_STATUS)])
      assert.ok(words.en?.[`fault.${code}`], code);
  });

  test('a known code is worded in the language asked for, as a page or as JSON', () =>
    withOrigin(async (app) => {
      const json = await app.inject({
        url: '/known',
        headers: { 'accept-language': 'de, es;q=0.8, en;q=0.1' },
      });
      assert.equal(json.statusCode, 404);
      assert.deepEqual(json.json(), { code: 'card-unknown', params: {}, message: 'No existe esa tarjeta.' });
      const page = await app.inject({
        url: '/known?lang=en',
        headers: { accept: 'text/html', 'accept-language': 'es' },
      });
      assert.match(page.body, /<html lang="en" dir="ltr">.*No such card\..*card-unknown/s);
    }));

  test('T9: what is not known reads "unexpected", on the page, in JSON and in the log', () =>
    withOrigin(async (app, { events }) => {
      for (const url of ['/boom', '/internal'])
        for (const accept of ['text/html', 'application/json']) {
          const answer = await app.inject({ url, headers: { accept } });
          assert.equal(answer.statusCode, 500);
          assert.match(answer.body, /unexpected/);
          assert.doesNotMatch(answer.body, new RegExp(`${MARKER}|database|23505|cards_pkey`));
        }
      assert.ok(!JSON.stringify(events).includes(MARKER));
      const faults = events.filter((event) => event.event === 'fault');
      assert.deepEqual(faults[2], {
        event: 'fault',
        origin: 'public',
        code: 'database-refused',
        sqlstate: '23505',
        constraint: 'cards_pkey',
        kind: 'Fault',
      });
    }));

  test('404, 405 with what is allowed, 413, 415 and unreadable input have codes of their own', () =>
    withOrigin(async (app) => {
      const own = { 'sec-fetch-site': 'same-origin' };
      const code = async (options: InjectOptions) => {
        const { statusCode, body } = await app.inject(options);
        return `${statusCode} ${(JSON.parse(body) as { code: string }).code}`;
      };
      assert.equal(await code({ url: '/nowhere' }), '404 not-found');
      const wrong = await app.inject({ method: 'PUT', url: '/cards/1', headers: own });
      assert.equal(wrong.statusCode, 405);
      assert.equal(wrong.headers.allow, 'GET, HEAD');
      assert.equal(await code(post(own, `n=${'1'.repeat(300_000)}`)), '413 request-too-large');
      assert.equal(
        await code(post({ ...own, 'content-type': 'text/xml' }, '<n/>')),
        '415 media-type-unsupported',
      );
      assert.equal(await code(post(own, 'n=x')), '400 request-malformed');
      assert.equal(
        await code(post({ ...own, 'content-type': 'application/json' }, '{')),
        '400 request-malformed',
      );
    }));
});

describe('changes asked for by another site', () => {
  test('are refused by Fetch Metadata, by Origin, and where neither says whose they are', () =>
    withOrigin(async (app) => {
      const status = async (headers: Record<string, string>) => (await app.inject(post(headers))).statusCode;
      assert.equal(await status({ 'sec-fetch-site': 'same-origin', origin: ORIGIN }), 200);
      assert.equal(await status({ origin: ORIGIN }), 200);
      for (const site of ['cross-site', 'same-site', 'none'])
        assert.equal(await status({ 'sec-fetch-site': site }), 403);
      assert.equal(await status({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8081' }), 403);
      assert.equal(await status({ origin: 'null' }), 403);
      assert.equal(await status({}), 403);
    }));

  test("a form of a session needs that session's token on this origin", () =>
    withOrigin(async (app, context) => {
      const own = { 'sec-fetch-site': 'same-origin', cookie: 'ck-public=session-one' };
      const send = async (token: string) =>
        (await app.inject(post(own, `n=1&_csrf=${encodeURIComponent(token)}`))).statusCode;
      const { csrf } = context.secrets;
      assert.equal(await send(csrfToken(csrf, ORIGIN, 'session-one')), 200);
      assert.equal(await send(csrfToken(csrf, ORIGIN, 'session-two')), 403);
      assert.equal(await send(csrfToken(csrf, 'http://localhost:8081', 'session-one')), 403);
      assert.equal(await send(''), 403);
      assert.equal((await app.inject(post(own))).json().code, 'form-expired');
    }));
});

describe('T9: the log', () => {
  test('has the route and never the address, query, parameter or browser', () =>
    withOrigin(async (app, { events }) => {
      await app.inject({
        url: `/cards/${MARKER}?name=${MARKER}`,
        headers: { 'user-agent': MARKER, referer: MARKER },
        remoteAddress: '203.0.113.9',
      });
      await app.inject({ url: `/${MARKER}` });
      const text = JSON.stringify(events);
      assert.ok(!text.includes(MARKER) && !text.includes('203.0.113.9'), text);
      assert.deepEqual(
        events.map((event) => ('route' in event ? event.route : '')),
        ['/cards/:serial', 'unknown'],
      );
    }));
});

describe('limits', () => {
  test('stop one address and let another through, and let it back in later', () =>
    withOrigin(async (app, context) => {
      const get = async (remoteAddress: string) =>
        (await app.inject({ url: '/slow', remoteAddress })).statusCode;
      assert.deepEqual(
        [await get('203.0.113.9'), await get('203.0.113.9'), await get('203.0.113.9')],
        [200, 200, 429],
      );
      assert.equal(await get('203.0.113.10'), 200);
      context.setTime(new Date(context.clock.now().getTime() + 60_000));
      assert.deepEqual([await get('203.0.113.9'), await get('203.0.113.9')], [200, 429]);
    }));
});

describe('T11: the start page', () => {
  test('works without scripts, in each language, with the practice notice and the doors', () =>
    withOrigin(async (app) => {
      for (const language of ['en', 'es']) {
        const { body } = await app.inject({ url: `/?lang=${language}`, headers: { accept: 'text/html' } });
        assert.match(body, new RegExp(`<html lang="${language}" dir="ltr">`));
        // The way out works without its script too; no other script stands here.
        assert.deepEqual(body.match(/<script[^>]*>[^<]*/g), [`<script type="module" src="${LEAVE_SCRIPT}">`]);
        assert.doesNotMatch(body, /style="|\son[a-z]+=|(src|href)="https?:\/\/(?!localhost)/);
        assert.match(body, /SPECIMEN/);
        for (const port of [8081, 8082, 8083])
          assert.ok(body.includes(`http://localhost:${port}/?lang=${language}`));
      }
    }));

  test('its style sheet and letters come from here', () =>
    withOrigin(async (app) => {
      const css = await app.inject('/assets/look.css');
      assert.equal(css.statusCode, 200);
      const urls = [...css.body.matchAll(/url\('\.?\/?([^']+)'\)/g)].map(([, path]) => `/assets/${path}`);
      assert.ok(urls.length > 0);
      for (const url of urls) assert.equal((await app.inject(url)).statusCode, 200, url);
      assert.equal((await app.inject('/assets/mark.svg')).headers['content-type'], 'image/svg+xml');
    }));
});
