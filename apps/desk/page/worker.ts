// The desk's service worker: this page and its files, from the cache, and nothing else. It never sees a person: what
// goes to city hall passes by. A file counts only if it has the digest it was built with, so that the sign-in page of
// a strange network cannot become part of the desk (F-21).
declare const BUILD: string;
declare const FILES: Readonly<Record<string, string>>;

const worker = self as unknown as ServiceWorkerGlobalScope;
const cacheName = `desk-${BUILD}`;

async function keep(cache: Cache, path: string, digest: string): Promise<void> {
  const response = await fetch(new Request(path, { cache: 'reload', credentials: 'omit' }));
  const bytes = await response.clone().arrayBuffer();
  const found = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  if (!response.ok || found !== digest) throw new Error('another file than was built');
  await cache.put(path, response);
}

async function keepListing(cache: Cache): Promise<void> {
  const response = await fetch(new Request('/build.json', { cache: 'reload', credentials: 'omit' }));
  const listing: unknown = await response.clone().json();
  const sound = typeof listing === 'object' && listing !== null && 'hash' in listing;
  if (!response.ok || !sound) throw new Error('another listing than was built');
  await cache.put('/build.json', response);
}

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) =>
        Promise.all([
          ...Object.entries(FILES).map(([path, digest]) => keep(cache, path, digest)),
          keepListing(cache),
        ]),
      )
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))),
      )
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const path = request.mode === 'navigate' ? '/index.html' : pathname;
  const ours = path in FILES || path === '/build.json';
  if (request.method !== 'GET' || origin !== worker.location.origin || !ours) return;
  event.respondWith(
    caches.open(cacheName).then(async (cache) => (await cache.match(path)) ?? fetch(request)),
  );
});
