import { createHmac, timingSafeEqual } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { HttpCode } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route reads forms with a file itself, by `readUpload`, which checks their token. */
    upload?: boolean;
    /** A form with the token of a session that has passed reaches the route, which does nothing but show what was typed. */
    keepsTyped?: boolean;
  }
  interface FastifyRequest {
    /** On routes that keep what was typed: the form was not shown in this session. */
    oldForm: boolean;
  }
}

export const CSRF_FIELD = '_csrf';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A form's token: HMAC-SHA256 of its session's cookie, so that it dies with the session and is stored nowhere. */
export function csrfToken(key: Uint8Array, origin: string, sessionCookie: string): string {
  return createHmac('sha256', key).update(`${origin}\0${sessionCookie}`).digest('base64url');
}

/**
 * Refuses a change asked for by another site: by Fetch Metadata where the browser sends it, else by Origin; a request with
 * neither is refused too (ASVS 3.5.1, 3.5.3).
 */
export function requireSameOrigin(request: FastifyRequest, origin: string): void {
  if (SAFE.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const from = request.headers.origin;
  const own = site === undefined ? from === origin : site === 'same-origin';
  if (!own || (from !== undefined && from !== origin)) throw new Fault<HttpCode>('cross-site-request');
}

/**
 * Refuses a form of a session without the session's token. JSON needs none: no form can send it, and a script of another
 * origin has to ask first, which is never allowed. A form with a file has not been read yet: whoever reads it checks the
 * token it carries before the file, by `requireToken`.
 */
export function requireFormToken(request: FastifyRequest, expected: string | null): void {
  if (SAFE.has(request.method) || expected === null) return;
  if (request.headers['content-type']?.startsWith('application/json')) return;
  if (isUploadForm(request)) return;
  const body: unknown = request.body;
  const given =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[CSRF_FIELD] : null;
  if (request.routeOptions.config.keepsTyped) request.oldForm = !isToken(given, expected);
  else requireToken(given, expected);
}

/** Whether this is a form with a file, on a route that says it takes one. Everywhere else such a form is refused. */
export function isUploadForm(request: FastifyRequest): boolean {
  const multipart = /^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '');
  return multipart && request.routeOptions.config.upload === true;
}

/** @param expected null without a session */
export function requireToken(given: unknown, expected: string | null): void {
  if (expected !== null && !isToken(given, expected)) throw new Fault<HttpCode>('form-expired');
}

function isToken(given: unknown, expected: string): boolean {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
