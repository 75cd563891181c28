import { chmodSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Fault, isFault } from '@commonkey/words';
import type { KeeperCode } from './codes.ts';
import { openKeyFile } from './key-file.ts';
import type { KeeperLimits } from './limits.ts';
import { eachLine } from './lines.ts';
import { openCleaner } from './memory/cleaner.ts';
import { type Held, PERFORM } from './operations.ts';
import { OPERATIONS, type Operation, requestLine } from './protocol.ts';
import { type City, loadKeys } from './state.ts';
import type { Disk } from './vault/disk.ts';
import { vaultParts } from './vault/parts.ts';
import { VAULT_OPERATIONS, type VaultOperation } from './vault/protocol.ts';
import type { VaultSettings } from './vault/settings.ts';
import { openVault, type Vault } from './vault/vault.ts';

export type KeeperSettings = City & {
  /** The keeper's own folder, 0700: keys and socket. */
  folder: string;
  limits: KeeperLimits;
  clock: () => Date;
  vault?: VaultSettings | undefined;
  /** Where the vault's steps go; a disk of the tests' own can end the process at one of them. */
  disk?: Disk;
  /** Whether this process is the keeper's own, whose memory is emptied after each use. */
  cleaning?: boolean;
};

/** How often replicas that are behind are tried again. */
const TEND_MS = 30_000;

export const socketIn = (folder: string): string => join(folder, 'keeper.sock');
/** `sun_path` holds 108 bytes on Linux and 104 elsewhere. */
const LONGEST_SOCKET_PATH = 103;

/**
 * Loads or makes the keys and answers on the folder's socket until closed.
 * Faults: `keeper-already-running`, `socket-path-too-long`, `keys-unreadable`, `keys-of-another-city`.
 */
export async function serveKeeper(settings: KeeperSettings): Promise<{ close(): Promise<void> }> {
  const path = socketIn(settings.folder);
  if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH) throw new Fault<KeeperCode>('socket-path-too-long');
  if (await answers(path)) throw new Fault<KeeperCode>('keeper-already-running');
  const file = openKeyFile(settings.folder);
  let keys = await loadKeys(file, settings, settings.clock());
  const held: Held = {
    keys: () => keys,
    save: (next) => {
      file.save(next);
      keys = next;
    },
    limits: settings.limits,
    clock: settings.clock,
  };
  const vault = openVault(vaultParts(settings.folder, settings.vault ?? {}, settings.clock, settings.disk));
  const open = new Set<Socket>();
  let turn: Promise<unknown> = Promise.resolve();
  // Answers carry keys as text, which nobody can zero.
  const cleaner = settings.cleaning ? openCleaner() : null;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    eachLine(socket, (line) => {
      turn = turn.then(async () => {
        const reply = await answer(held, vault, line);
        if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`);
        cleaner?.stirred();
      });
    });
  });
  await listen(server, path);
  // What keeps a replica away is in the vault's own status; a timer has nobody to tell.
  const tending = setInterval(() => {
    turn = turn.then(() => vault.tend().catch(() => {}));
  }, TEND_MS).unref();
  return {
    close: async () => {
      clearInterval(tending);
      cleaner?.stop();
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
      await turn;
    },
  };
}

async function answer(held: Held, vault: Vault, line: string): Promise<unknown> {
  let id = 0;
  try {
    const request = requestLine.safeParse(parse(line));
    if (!request.success) throw new Fault<KeeperCode>('keeper-request-malformed');
    id = request.data.id;
    return { id, ok: await perform(held, vault, request.data.op, request.data.input) };
  } catch (error) {
    // Anything but a fault of ours may carry key material in its message: the code alone goes out.
    const { code, params } = isFault(error) ? error : new Fault<KeeperCode>('keeper-failed');
    return { id, fault: { code, params } };
  }
}

async function perform(held: Held, vault: Vault, op: Operation, input: unknown): Promise<unknown> {
  const read = OPERATIONS[op].input.safeParse(input);
  if (!read.success) throw new Fault<KeeperCode>('keeper-request-malformed');
  if (isOfVault(op)) {
    const ask = vault[op] as (input: unknown) => Promise<unknown>;
    return ask(read.data);
  }
  const run = PERFORM[op] as (held: Held, input: unknown) => Promise<unknown>;
  return run(held, read.data);
}

const isOfVault = (op: Operation): op is VaultOperation => op in VAULT_OPERATIONS;

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Whether somebody listens there. A socket that nobody answers is a crash's leftover and is cleared away. */
function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = connect(path);
    probe.on('connect', () => {
      probe.destroy();
      done(true);
    });
    probe.on('error', (error) => {
      if (Object(error).code === 'ECONNREFUSED') unlinkSync(path);
      done(false);
    });
  });
}

async function listen(server: Server, path: string): Promise<void> {
  const umask = process.umask(0o177);
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', () => fail(new Fault<KeeperCode>('keeper-already-running')));
      server.listen(path, done);
    });
    chmodSync(path, 0o600);
  } finally {
    process.umask(umask);
  }
}
