import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** One request and its answer as they crossed the wire; bodies with their content coding undone. */
export type Exchange = Readonly<{
  method: string;
  url: string;
  requestHeaders: readonly string[];
  requestBody: Buffer;
  status: number;
  responseHeaders: readonly string[];
  responseBody: Buffer;
}>;

export type Wire = {
  /** Address for `--proxy-server`. */
  readonly address: string;
  /** From now on every exchange is kept in memory. */
  record(): Traffic;
  /** Pulls the plug: everything, the service worker included, finds no network until `restore`. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
};

export type Traffic = {
  readonly exchanges: readonly Exchange[];
  /** Hosts other than this machine that the browser asked for. They were refused. */
  readonly strangers: readonly string[];
  /** Every byte that crossed, one buffer an exchange: first line, headers, both bodies. For byte scans. */
  bytes(): Buffer[];
  stop(): void;
};

/**
 * A forward proxy on this machine through which a test browser sends everything. The browser's own debugging
 * events miss requests of service workers and of its background services; the wire misses nothing.
 */
export async function openWire(): Promise<Wire> {
  const recorders = new Set<{ exchanges: Exchange[]; strangers: string[] }>();
  const sockets = new Set<Socket>();
  let whole = true;

  const server = createServer((incoming, outgoing) => {
    if (!whole) {
      incoming.socket.destroy();
      return;
    }
    const url = URL.parse(incoming.url ?? '');
    if (url === null || url.protocol !== 'http:' || !isLocal(url.hostname)) {
      for (const one of recorders) one.strangers.push(url?.host ?? String(incoming.url));
      outgoing.writeHead(502).end();
      return;
    }
    forward(incoming, outgoing, url, (exchange) => {
      for (const one of recorders) one.exchanges.push(exchange);
    });
  });
  server.on('connect', (incoming, socket) => {
    for (const one of recorders) one.strangers.push(incoming.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    if (!whole) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    record() {
      const kept = { exchanges: [] as Exchange[], strangers: [] as string[] };
      recorders.add(kept);
      return { ...kept, bytes: () => kept.exchanges.map(flat), stop: () => void recorders.delete(kept) };
    },
    cut() {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    restore() {
      whole = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]';
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  url: URL,
  keep: (exchange: Exchange) => void,
): void {
  const sent: Buffer[] = [];
  const received: Buffer[] = [];
  const onward = request(
    {
      host: url.hostname.endsWith('.localhost') ? 'localhost' : url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || 80,
      method: incoming.method,
      path: url.pathname + url.search,
      headers: withoutHop(incoming.rawHeaders),
    },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, withoutHop(answer.rawHeaders));
      answer.on('data', (chunk: Buffer) => received.push(chunk));
      answer.once('close', () =>
        keep({
          method: incoming.method ?? '',
          url: url.href,
          requestHeaders: incoming.rawHeaders,
          requestBody: decoded(Buffer.concat(sent), incoming.headers['content-encoding']),
          status: answer.statusCode ?? 0,
          responseHeaders: answer.rawHeaders,
          responseBody: decoded(Buffer.concat(received), answer.headers['content-encoding']),
        }),
      );
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => {
    keep({
      method: incoming.method ?? '',
      url: url.href,
      requestHeaders: incoming.rawHeaders,
      requestBody: Buffer.concat(sent),
      status: 0,
      responseHeaders: [],
      responseBody: Buffer.alloc(0),
    });
    outgoing.destroy();
  });
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) onward.destroy();
  });
  incoming.on('data', (chunk: Buffer) => sent.push(chunk));
  incoming.pipe(onward);
}

const hopByHop = new Set(['proxy-connection', 'connection', 'keep-alive', 'transfer-encoding']);

function withoutHop(raw: readonly string[]): string[] {
  return raw.filter((_, at) => !hopByHop.has(String(raw[at - (at % 2)]).toLowerCase()));
}

// A body that does not decode is kept as it came: a scan must see it either way.
function decoded(body: Buffer, coding: string | undefined): Buffer {
  try {
    if (coding === 'gzip') return gunzipSync(body);
    if (coding === 'br') return brotliDecompressSync(body);
    if (coding === 'deflate') return inflateSync(body);
    if (coding === 'zstd') return zstdDecompressSync(body);
  } catch {
    return body;
  }
  return body;
}

function flat(one: Exchange): Buffer {
  const head = `${one.method} ${one.url}\n${one.requestHeaders.join('\n')}\n\n`;
  const answer = `\n\n${one.status}\n${one.responseHeaders.join('\n')}\n\n`;
  return Buffer.concat([Buffer.from(head), one.requestBody, Buffer.from(answer), one.responseBody]);
}
