import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { leafOf, noteVerifierKey, type Opening, withCosignatures } from '@commonkey/ledger';
import { leaf, testLog, testSigner } from '@commonkey/ledger/testing/log.ts';
import { ed25519Witness } from '@commonkey/ledger/testing/witness.ts';
import { main } from '../../main.ts';

const folder = mkdtempSync(join(tmpdir(), 'ck-ledger-cli-'));
export const at = (...names: string[]) => join(folder, ...names);
export const signer = testSigner('city.example/ledger');
export const vkey = noteVerifierKey(signer.name, signer.publicKey);
export const witness = ed25519Witness(testSigner('witness.example/w1', 2));
export const opening: Opening = {
  salt: leaf(77),
  event: { kind: 'records-destroyed', count: 12, day: '2026-03-02' },
};
export const SECRET = 300;
export const leafAt = (i: number) => (i === SECRET ? leafOf(opening) : leaf(i));

export function put(name: string, files: ReadonlyMap<string, Uint8Array>, checkpoint: string): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(at(name, path)), { recursive: true });
    writeFileSync(at(name, path), bytes);
  }
  mkdirSync(at(name), { recursive: true });
  writeFileSync(at(name, 'checkpoint'), checkpoint);
  writeFileSync(at(name, 'key'), `${vkey}\n`);
}

export async function commonkey(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const code = await main(argv, {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    now: () => new Date(),
  });
  return { code, ...printed };
}
export async function json(...argv: string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await commonkey(...argv, '--json')).out) as Record<string, unknown>;
}

let server: Server;
let address = '';
/** Where the city's log is served. */
export const served = () => address;
/** Paths that the server breaks off, and how often. */
export const broken = new Map<string, number>();

/** Lays down the logs, and serves the city's. Undone by `takeDown`. */
export async function layDown(): Promise<void> {
  const log = testLog(signer, leafAt);
  const early = await log.grow(700);
  put('early', log.files, early.note);
  writeFileSync(at('early.checkpoint'), early.note);
  const late = await log.grow(1500);
  const cosigned = await withCosignatures(late.note, await witness.cosign(late.note, 1_767_225_600), [
    witness.key,
  ]);
  put('city', log.files, cosigned);
  const rewritten = testLog(signer, (i) => (i === 17 ? leaf(99_999) : leafAt(i)));
  const other = await rewritten.grow(1500);
  put('rewritten', rewritten.files, other.note);
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/ledger\//, '');
    const failures = broken.get(path) ?? 0;
    broken.set(path, failures - 1);
    try {
      const body = readFileSync(at('city', path));
      response.writeHead(failures > 0 ? 503 : 200).end(body);
    } catch {
      response.writeHead(404).end('not here');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`;
}

export async function takeDown(): Promise<void> {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
}
