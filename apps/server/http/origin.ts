import { type Catalogues, completeLanguages, Fault, type Speak, speaker } from '@commonkey/words';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { ORIGINS, type OriginName } from '../config/config.ts';
import type { Context } from '../context.ts';
import { ErrorPage } from '../ui/error-page.tsx';
import { onOrigin } from '../ui/exit.tsx';
import { words as uiWords } from '../ui/words.ts';
import { againOf } from './again.ts';
import { type Answer, answerFault } from './answer-fault.ts';
import { addAssets } from './assets.ts';
import { requireSureClock } from './clock-gate.ts';
import { addCompression } from './compress.ts';
import { csrfToken, requireFormToken, requireSameOrigin } from './csrf.ts';
import type { HttpCode } from './errors.ts';
import { addHeaders, type HeaderNeeds } from './headers.ts';
import { chooseLanguage } from './language.ts';
import { createLimiter, type Limit } from './limits.ts';
import { allowedMethods, type RoutePattern, routePattern } from './methods.ts';
import type { PageNode } from './page-node.ts';

export type OriginOptions = {
  name: OriginName;
  needs?: HeaderNeeds;
  /** Status of each fault code that an office of this origin may answer with; a code not listed reads `unexpected`. */
  statuses?: Readonly<Record<string, number>>;
  /** Catalogues of the offices on this origin, by language: words for their pages and their `fault.<code>`. */
  words?: readonly Catalogues[];
  /** Codes that the people of this origin are told by another: what went wrong inside is logged, what to do is said. */
  readsAs?: Readonly<Record<string, string>>;
};

/** What an office puts on each origin. Every office exports `routes(context)` of this type. */
export type OfficeRoutes = Partial<Record<OriginName, (app: FastifyInstance) => void | Promise<void>>> & {
  statuses?: Readonly<Record<string, number>>;
  words?: Catalogues;
  /** As in `OriginOptions`; counts where the office's words do. */
  readsAs?: Readonly<Record<string, string>>;
  /** Origins whose pages may say these words. By default those the office has a page on; if it has none, all of them. */
  wordsOn?: readonly OriginName[];
};

/** What the offices bring to one origin: a language counts there without a word for the rooms of other origins. */
export function wordsAndStatuses(
  offices: readonly OfficeRoutes[],
  name: OriginName,
): Required<Pick<OriginOptions, 'statuses' | 'words' | 'readsAs'>> {
  const here = offices.filter((office) => {
    const rooms = office.wordsOn ?? ORIGINS.filter((origin) => office[origin] !== undefined);
    return rooms.length === 0 || rooms.includes(name);
  });
  return {
    statuses: Object.assign({}, ...here.map((office) => office.statuses ?? {})),
    readsAs: Object.assign({}, ...here.map((office) => office.readsAs ?? {})),
    words: here.flatMap(({ words }) => (words === undefined ? [] : [words])),
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** BCP 47 tag of the answer. */
    language: string;
    /** Languages that every page of this origin can be read in: what a menu may offer. */
    languages: readonly string[];
    /** Words a key in that language, from the house's and the offices' catalogues. */
    say: Speak;
    /** What a form must carry in `_csrf`; null without a session cookie. */
    csrf: string | null;
  }
  interface FastifyReply {
    /** Answers with a whole page. */
    page(node: PageNode, status?: number): FastifyReply;
  }
  interface FastifyContextConfig {
    /** Requests of one address to this route. */
    limit?: Limit;
    /** Public files that any site's script may fetch. */
    anyone?: boolean;
  }
}

const USUAL_LIMIT: Limit = { burst: 240, perMinute: 240 };
/** It may work in a while, and then at the same address. */
const NOT_NOW = 503;
const BODY_LIMIT = 256 * 1024;

/** The cookie that carries a session on an origin. Ports do not part cookies, so names do. */
export function sessionCookieName(context: Context, name: OriginName): string {
  const secure = context.config.origins[name].origin.startsWith('https:');
  return `${secure ? '__Host-' : ''}ck-${name}`;
}

/** Attributes of a session cookie; `secure` and the `__Host-` name go together. */
export function sessionCookieOptions(context: Context, name: OriginName) {
  const secure = context.config.origins[name].origin.startsWith('https:');
  return { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
}

/**
 * One origin's web server, with headers, languages, limits, cross-site checks and errors in place and no route.
 * Register an office's routes on it, then `listen`.
 */
export async function buildOrigin(context: Context, options: OriginOptions): Promise<FastifyInstance> {
  const { origin } = context.config.origins[options.name];
  const app = Fastify({
    logger: false,
    trustProxy: context.config.trustProxy,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 64, ignoreTrailingSlash: false },
  });
  const catalogues = [uiWords, ...(options.words ?? [])];
  const languages = languagesOf(catalogues, context.program.program.city.languages);
  const speakers = new Map(
    languages.map((tag) => [tag, speaker(tag, ...catalogues.map((c) => c[tag] ?? {}))]),
  );
  const limiter = createLimiter(context.clock, context.random);
  const patterns: RoutePattern[] = [];
  const started = new WeakMap<object, number>();

  app.addHook('onRoute', (route) => void patterns.push(routePattern(route.url, route.method)));
  await addHeaders(app, origin, options.needs ?? {});
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  app.decorateRequest('language', languages[0]);
  app.decorateRequest('languages');
  app.decorateRequest('say');
  app.decorateRequest('csrf', null);
  app.decorateRequest('oldForm', false);
  app.decorateReply('page', function page(this: FastifyReply, node: PageNode, status = 200) {
    return this.code(status)
      .type('text/html; charset=utf-8')
      .send(`<!doctype html>${renderToString(onOrigin(options.name, node))}`);
  });

  app.addHook('onRequest', async (request, reply) => {
    started.set(request, performance.now());
    const query = request.query as Record<string, unknown>;
    const chosen = typeof query.lang === 'string' ? query.lang : undefined;
    request.languages = languages;
    request.language = chooseLanguage(languages, chosen, request.headers['accept-language']);
    request.say = speakers.get(request.language) ?? speaker(request.language, {});
    reply.header('content-language', request.language);
    reply.header('vary', 'accept-language, accept, cookie');
    const session = request.cookies[sessionCookieName(context, options.name)];
    request.csrf = session === undefined ? null : csrfToken(context.secrets.csrf, origin, session);
    const { limit, anyone } = request.routeOptions.config;
    const kind = limit ? (request.routeOptions.url ?? 'unknown') : 'usual';
    if (!limiter.take(kind, request.ip, limit ?? USUAL_LIMIT)) throw new Fault<HttpCode>('too-many-requests');
    if (anyone) {
      reply.header('access-control-allow-origin', '*');
      reply.header('cross-origin-resource-policy', 'cross-origin');
    }
    requireSameOrigin(request, origin);
    requireSureClock(options.name, request, context.clock);
  });
  app.addHook('preHandler', async (request) => requireFormToken(request, request.csrf));

  const answer: Answer = {
    statuses: options.statuses ?? {},
    readsAs: options.readsAs ?? {},
    log: context.log,
    origin: options.name,
    page: (request, code, params, status) =>
      ErrorPage({
        say: request.say,
        language: request.language,
        languages,
        path: reopenable(request),
        again: status === NOT_NOW ? againOf(request) : null,
        code,
        params,
        practice: context.config.practice,
        cityName: context.program.program.city.name,
      }),
  };
  app.setErrorHandler((error, request, reply) => answerFault(answer, error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const methods = allowedMethods(patterns, path);
    if (methods.length === 0) return answerFault(answer, new Fault<HttpCode>('not-found'), request, reply);
    reply.header('allow', methods.join(', '));
    return answerFault(answer, new Fault<HttpCode>('method-not-allowed'), request, reply);
  });
  app.addHook('onResponse', async (request, reply) => {
    context.log({
      event: 'request',
      origin: options.name,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(performance.now() - (started.get(request) ?? performance.now())),
    });
  });
  addCompression(app);
  await addAssets(app);
  return app;
}

/** A path of our own that a link may open again; anything else leads to the start, so that no link repeats an asked address. */
function reopenable({ method, routeOptions: { url } }: FastifyRequest): string {
  return method === 'GET' && url !== undefined && !/[:*]/.test(url) ? url : '/';
}

/** The city's languages that every catalogue is complete in, in the city's order; the first is the fallback. */
function languagesOf(catalogues: readonly Catalogues[], city: readonly string[]): [string, ...string[]] {
  const complete = completeLanguages(catalogues);
  const [head = complete[0] ?? 'en', ...tail] = city.filter((tag) => complete.includes(tag));
  return [head, ...tail];
}
