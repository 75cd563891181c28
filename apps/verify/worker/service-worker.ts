/// <reference lib="webworker" />
// The page and its parts, and nothing else: no list, no key and no card ever enters this cache.
declare const self: ServiceWorkerGlobalScope;
/** Filled in by the build: path → lower-case hex SHA-256 of the file. */
declare const FILES: Readonly<Record<string, string>>;
/** Filled in by the build: the digest of that listing. */
declare const BUILD: string;

const cacheName = `page-${BUILD}`;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const path = ownPath(event.request);
  if (path) event.respondWith(answer(path, event.request));
});

// A half-deployed server must not leave half of one build and half of another on a phone for months.
async function install(): Promise<void> {
  const fetched = await Promise.all(
    Object.entries(FILES).map(async ([path, digest]) => {
      const response = await fetch(path, { cache: 'no-cache' });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      if ((await sha256(await response.clone().arrayBuffer())) !== digest) {
        throw new Error(`${path} is not of this build`);
      }
      return [path, response] as const;
    }),
  );
  const cache = await caches.open(cacheName);
  await Promise.all(fetched.map(([path, response]) => cache.put(path, response)));
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
  await self.clients.claim();
}

function ownPath(request: Request): string | null {
  if (request.method !== 'GET') return null;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return null;
  const path = url.pathname === '/' ? '/index.html' : url.pathname;
  return path in FILES ? path : null;
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(path)) ?? fetch(request);
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
