import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Fonts and pictures are compressed already. */
const WORTH = /^(text\/|application\/(json|javascript|manifest\+json|wasm)|image\/svg)/;
const SMALLEST = 1_000;
/** A line of a phone waits longer for more bytes than for a better search: files are packed once, pages each time. */
const FILE_QUALITY = 11;
/** The best search takes seconds for a megabyte, and only desks and verifiers load such files, once a day. */
const LARGE_QUALITY = 9;
const LARGE = 256 * 1024;
const PAGE_LEVEL = 6;

/**
 * Compresses what is the same for everybody, and pages without a session. A page with a session is never compressed: its
 * length beside something that somebody else can put into it would tell its secrets (the BREACH attack, 2013).
 */
export function addCompression(app: FastifyInstance): void {
  const files = new Map<string | Buffer, Promise<Buffer>>();
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    if (!isWorth(reply, payload) || reply.hasHeader('content-encoding')) return payload;
    const takes = accepted(request);
    if (isFile(reply) && takes.has('br')) {
      const packed = files.get(payload) ?? packFile(payload);
      files.set(payload, packed);
      return answer(reply, 'br', await packed);
    }
    if (!takes.has('gzip') || (!isFile(reply) && request.csrf !== null)) return payload;
    return answer(reply, 'gzip', await zip(payload, { level: PAGE_LEVEL }));
  });
}

function isWorth(reply: FastifyReply, payload: string | Buffer): boolean {
  const type = String(reply.getHeader('content-type') ?? '');
  return payload.length >= SMALLEST && WORTH.test(type);
}

/** Served out of memory, the same to everybody: a cache may keep it, if only to ask again. */
function isFile(reply: FastifyReply): boolean {
  return /\b(public|no-cache)\b/.test(String(reply.getHeader('cache-control') ?? ''));
}

function accepted(request: FastifyRequest): ReadonlySet<string> {
  const given = String(request.headers['accept-encoding'] ?? '').toLowerCase();
  const wanted = given.split(',').filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part));
  return new Set(wanted.map((part) => part.split(';')[0]?.trim() ?? ''));
}

function packFile(payload: string | Buffer): Promise<Buffer> {
  const quality = payload.length > LARGE ? LARGE_QUALITY : FILE_QUALITY;
  return brotli(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}

function answer(reply: FastifyReply, encoding: 'br' | 'gzip', bytes: Buffer): Buffer {
  const vary = String(reply.getHeader('vary') ?? '');
  if (!vary.includes('accept-encoding'))
    reply.header('vary', [vary, 'accept-encoding'].filter(Boolean).join(', '));
  reply.header('content-encoding', encoding).header('content-length', bytes.length);
  return bytes;
}
