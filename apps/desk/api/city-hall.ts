import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';

/**
 * Asks city hall. An answer counts only if it is JSON and came from where it was asked: a captive portal answers
 * 200 with a page of its own, or sends the browser elsewhere (F-21).
 *
 * @throws Fault `desk-city-hall-silent` (no answer) | `desk-city-hall-foreign` (an answer, but not city hall's) |
 *   `desk-sign-in-needed` (401) | `desk-city-hall-refused` {status, reason}
 */
export async function askCityHall(
  path: string,
  body?: unknown,
  { fetch: reach = fetch, signal }: { fetch?: typeof fetch; signal?: AbortSignal } = {},
): Promise<unknown> {
  const response = await send(reach, path, {
    ...(body === undefined
      ? { method: 'GET' }
      : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'manual',
    signal: signal ?? AbortSignal.timeout(20_000),
  });
  const json = await jsonOf(response);
  if (response.status === 401) throw new Fault<DeskCode>('desk-sign-in-needed');
  if (!response.ok) {
    throw new Fault<DeskCode>('desk-city-hall-refused', { status: response.status, reason: reasonOf(json) });
  }
  return json;
}

/** A public file of city hall as bytes (a status list). */
export async function fetchFile(path: string, reach: typeof fetch = fetch): Promise<Uint8Array> {
  const response = await send(reach, path, {
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok)
    throw new Fault<DeskCode>('desk-city-hall-refused', { status: response.status, reason: 'file' });
  if (/text\/html/.test(response.headers.get('content-type') ?? ''))
    throw new Fault<DeskCode>('desk-city-hall-foreign');
  return new Uint8Array(await response.arrayBuffer());
}

async function send(reach: typeof fetch, path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await reach(path, init);
  } catch (cause) {
    throw new Fault<DeskCode>('desk-city-hall-silent', {}, { cause });
  }
  if (
    response.type === 'opaqueredirect' ||
    response.redirected ||
    (response.status >= 300 && response.status < 400)
  ) {
    throw new Fault<DeskCode>('desk-city-hall-foreign');
  }
  return response;
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!/^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '')) {
    throw new Fault<DeskCode>('desk-city-hall-foreign');
  }
  try {
    return await response.json();
  } catch (cause) {
    throw new Fault<DeskCode>('desk-city-hall-foreign', {}, { cause });
  }
}

function reasonOf(json: unknown): string {
  const code = typeof json === 'object' && json !== null && 'code' in json ? json.code : undefined;
  return typeof code === 'string' && /^[a-z][a-z0-9-]{2,60}$/.test(code) ? code : 'unknown';
}
