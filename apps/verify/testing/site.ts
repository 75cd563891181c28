import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from '../page/policy.ts';
import type { TestCity } from './city.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export type Site = { readonly origin: string; city: TestCity; close(): Promise<void> };

/** Serves a built verifier on its own origin, with the city's public files beside it, the city exchangeable while it runs. */
export async function serveVerifier(folder: string, city: TestCity): Promise<Site> {
  const site = { city };
  const server = createServer((request, response) => {
    answer(request.url ?? '/', folder, site.city, response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return Object.assign(site, {
    origin,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((closed) => void server.close(() => closed()));
    },
  });
}

async function answer(url: string, folder: string, city: TestCity, response: ServerResponse): Promise<void> {
  if (url === '/trust.json')
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(city.trust());
  if (url === '/status/1') {
    const token = await city.status();
    return void response.writeHead(200, { 'content-type': 'application/statuslist+cwt' }).end(token);
  }
  const path = url === '/' ? '/index.html' : url;
  const bytes = await readFile(join(folder, path));
  response
    .writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
      'cache-control': 'no-cache',
    })
    .end(bytes);
}
