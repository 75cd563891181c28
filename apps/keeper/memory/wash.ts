import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Node reads at most 64 kB at once; so many that some reads find it full. */
const ZEROS = Buffer.alloc(1 << 20);

/**
 * Overwrites the two buffers that a Node process reads sockets into and never gives back: the HTTP parser's and the one of
 * all other streams. They keep the last 64 kB that came. A request to ourselves passes through both, full of zeros; the folder
 * is closed to others.
 */
export async function wash(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-'));
  const socketPath = join(folder, 'wash');
  const server = createServer((asked, answer) => {
    asked.resume().on('end', () => answer.end(ZEROS));
  });
  try {
    server.listen(socketPath);
    await once(server, 'listening');
    await sendZeros(socketPath);
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function sendZeros(socketPath: string): Promise<void> {
  return new Promise((done, fail) => {
    const asked = request({ socketPath, method: 'POST', agent: false }, (answer) => {
      answer.resume().on('end', done).on('error', fail);
    });
    asked.on('error', fail).end(ZEROS);
  });
}
