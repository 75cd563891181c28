// City hall for a desk under test: its routes over the real packages, its answers held against the real checks.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { PublicJwk } from '@commonkey/credential';
import {
  type ClosingStatement,
  checkStatement,
  parseStatement,
  type ShiftOffer,
  type SignedStatement,
  statementDigest,
  verifyStatement,
} from '@commonkey/shift';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { contentSecurityPolicy } from '../page/policy.ts';
import { type DeskCity, modelCity, newDeskCity } from './desk-city.ts';
import type { WaitingCards } from './waiting-cards.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

const PICK_UPS = ['/api/pick-ups', '/api/pick-ups/waiting', '/api/pick-ups/code', '/api/pick-ups/done'];

export type TestCityHall = {
  readonly origin: string;
  readonly city: DeskCity;
  /** Statements that passed every check, by shift. */
  readonly closed: Map<string, ClosingStatement>;
  /** How often a closing was posted, to see retries. */
  readonly posts: SignedStatement[];
  /** While true every answer is a strange network's page. */
  portal(on: boolean): void;
  /**
   * From now on the first who asks for this file waits for ever, and that is the page: the worker, which would have it, comes only
   * then. Resolves when it was asked for.
   */
  stall(path: string): Promise<void>;
  register(registration: RegistrationResponseJSON, challenge: string): Promise<void>;
  stop(): Promise<void>;
};

/** @param waiting cards applied for online; without them this city takes no applications online */
export async function startCityHall(files: string, waiting?: WaitingCards): Promise<TestCityHall> {
  const offers = new Map<string, { offer: ShiftOffer; publicJwk: PublicJwk }>();
  const closed = new Map<string, ClosingStatement>();
  const posts: SignedStatement[] = [];
  const challenges = new Set<string>();
  let credential: WebAuthnCredential | undefined;
  let captive = false;
  let stalling: { path: string; asked: Once } | undefined;
  let origin = '';
  let city: DeskCity;

  const routes: Record<string, (body: unknown) => Promise<unknown>> = {
    'POST /api/sign-in/options': async () => {
      const options = await generateAuthenticationOptions({
        rpID: 'localhost',
        userVerification: 'required',
      });
      challenges.add(options.challenge);
      return options;
    },
    'POST /api/sign-in': async (body) => {
      if (!credential) throw new Error('nobody is registered');
      const { response } = body as { response: AuthenticationResponseJSON };
      const results: unknown = Reflect.get(Object(response), 'clientExtensionResults');
      if (JSON.stringify(results) !== '{}') throw new Error('extension results crossed the wire');
      const { verified } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => challenges.delete(challenge),
        expectedOrigin: origin,
        expectedRPID: 'localhost',
        credential,
        requireUserVerification: true,
      });
      if (!verified) throw new Error('sign-in refused');
      return { signedIn: true };
    },
    'POST /api/shifts': async (body) => {
      const { publicJwk, cards, hours } = body as { publicJwk: PublicJwk; cards: number; hours: number };
      const offer = await city.offer(publicJwk, cards, hours);
      offers.set(offer.shift, { offer, publicJwk });
      return offer;
    },
    'POST /api/shifts/close': async (body) => {
      const signed = body as SignedStatement;
      posts.push(signed);
      const { statement, faults } = parseStatement(signed.statement);
      if (!statement) throw new Error(JSON.stringify(faults));
      const open = offers.get(statement.shift);
      if (!open) throw new Error('unknown shift');
      const wrong = checkStatement(open.offer, statement);
      if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
      if (!(await verifyStatement(signed, open.publicJwk))) throw new Error('signature');
      closed.set(statement.shift, statement);
      return { acknowledged: await statementDigest(signed.statement) };
    },
    'POST /api/disposals': async (body) => {
      const series: unknown = Reflect.get(Object(body), 'series');
      return series === 'used-ribbon' ? { answer: 'held' } : { answer: 'yes', authority: 'test' };
    },
    'GET /api/program': async () => ({ program: city.program, practiceCity: true, build: 'test' }),
    'GET /trust.json': async () => city.trust,
  };
  for (const path of waiting ? PICK_UPS : [])
    routes[`POST ${path}`] = async (body) => waiting?.ask(path, body);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (captive)
      return response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Free Wi-Fi</title>');
    if (path === '/status/1') {
      return response.writeHead(200, { 'content-type': 'application/statuslist+cwt' }).end(city.token);
    }
    const route = routes[`${request.method} ${path}`];
    if (route) {
      try {
        return json(200, await route(await bodyOf(request)));
      } catch (error) {
        console.error(`${path}: ${String(error)}`);
        return json(422, { code: 'refused' });
      }
    }
    if (path === '/worker.js') await stalling?.asked.happened;
    if (path === stalling?.path && !stalling.asked.over()) return stalling.asked.happen();
    const file = path === '/' ? 'index.html' : path.slice(1);
    const bytes = file.includes('..') ? undefined : await readFile(join(files, file)).catch(() => undefined);
    if (!bytes) return json(404, { code: 'not-found' });
    return response
      .writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
      })
      .end(bytes);
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  city = await newDeskCity(Date.now(), origin, modelCity(waiting ? 'model-city-online' : 'model-city'));
  return {
    origin,
    city,
    closed,
    posts,
    portal: (on) => {
      captive = on;
    },
    stall(path) {
      stalling = { path, asked: once() };
      return stalling.asked.happened;
    },
    async register(registration, challenge) {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: registration,
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: 'localhost',
        requireUserVerification: true,
      });
      if (!verified) throw new Error('registration refused');
      credential = registrationInfo.credential;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Once = { happened: Promise<void>; happen(): void; over(): boolean };

function once(): Once {
  const { promise, resolve } = Promise.withResolvers<void>();
  let over = false;
  const happen = () => {
    over = true;
    resolve();
  };
  return { happened: promise, happen, over: () => over };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
