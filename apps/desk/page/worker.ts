// The desk's service worker: this page and its files, from the cache, and nothing else. It never sees a person: only
// files that were built are kept, and what goes to city hall passes by.
declare const BUILD: string;
declare const FILES: readonly string[];

const worker = self as unknown as ServiceWorkerGlobalScope;
const cacheName = `desk-${BUILD}`;
const known = new Set(FILES.map((file) => new URL(file, worker.registration.scope).href));

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
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
  const url = request.url.split(/[?#]/)[0] ?? '';
  const page = request.mode === 'navigate' ? worker.registration.scope : url;
  if (request.method !== 'GET' || !known.has(page)) return;
  event.respondWith(
    caches.open(cacheName).then(async (cache) => (await cache.match(page)) ?? fetch(request)),
  );
});
