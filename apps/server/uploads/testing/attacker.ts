import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { live } from '../inside/life.ts';

/** What a child that a document has taken over might try; `target` is a port, a path or a process. */
export type Attempt =
  | { does: 'connect' | 'send'; target: number }
  | { does: 'read' | 'write' | 'make-folder' | 'remove'; target: string }
  | { does: 'signal'; target: number }
  | { does: 'start-program' | 'eat-memory' | 'spin' | 'crash' | 'lie' | 'babble' };

/** Throws when it was refused. */
async function attempt(given: Attempt): Promise<void> {
  switch (given.does) {
    case 'connect':
      return new Promise((done, fail) =>
        connect(given.target, '127.0.0.1', () => done()).once('error', fail),
      );
    case 'send':
      return new Promise((done, fail) => {
        const socket = createSocket('udp4').once('error', fail);
        socket.send('x', given.target, '127.0.0.1', (error) => (error ? fail(error) : done()));
      });
    case 'read':
      readFileSync(given.target);
      return;
    case 'write':
      return writeFileSync(given.target, 'x');
    case 'make-folder':
      mkdirSync(given.target);
      return;
    case 'remove':
      return unlinkSync(given.target);
    case 'signal':
      process.kill(given.target, 0);
      return;
    case 'start-program': {
      const { error } = spawnSync(process.execPath, ['--version']);
      if (error) throw error;
      return;
    }
    case 'eat-memory':
      for (const kept: Buffer[] = []; kept.length < 1000; ) kept.push(Buffer.alloc(1_000_000, 1));
      return;
    case 'spin':
      for (;;);
    case 'crash':
      return process.abort();
    case 'lie':
      process.stdout.write('{"pages":[{"width":1,"height":1,"bytes":4}]}\nhtml');
      return process.exit(0);
    case 'babble':
      for (;;) process.stdout.write(Buffer.alloc(1_000_000, 'a'));
  }
}

// The refusal of a damaged file stands for "refused"; that of a foreign one for "it worked".
await live(
  async (document) => {
    await attempt(JSON.parse(String(document)));
    throw new Error('worked');
  },
  (error) =>
    error instanceof Error && error.message === 'worked' ? 'upload-not-a-picture' : 'upload-damaged',
);
