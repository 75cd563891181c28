import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReadFile } from '@commonkey/ledger';
import { systemCode } from '../card/files.ts';
import { ledgerFault } from './codes.ts';

/** Longer than any file of a log: a bundle has 8,704 bytes, a checkpoint with many witnesses some hundred thousand. */
const LONGEST = 1_000_000;
const PATIENCE_MS = 30_000;
const TRIES = 3;

/**
 * A log's static files, below an address (`https://city.example/ledger`) or in a folder. A file that is not there is null.
 * Faults: `ledger-unreachable`, `ledger-file-too-long`.
 */
export function sourceOf(place: string): ReadFile {
  return /^https?:\/\//.test(place) ? overNetwork(new URL(place)) : inFolder(place);
}

function inFolder(folder: string): ReadFile {
  return async (path) => {
    try {
      return new Uint8Array(await readFile(join(folder, path)));
    } catch (error) {
      const why = systemCode(error);
      if (why === 'ENOENT' || why === 'ENOTDIR') return null;
      throw ledgerFault('ledger-unreachable', { path: join(folder, path), why }, error);
    }
  };
}

function overNetwork(place: URL): ReadFile {
  // A city's address alone stands for the ledger of that city.
  const prefix = place.pathname === '/' ? '/ledger' : place.pathname.replace(/\/$/, '');
  return async (path) => {
    const url = new URL(`${prefix}/${path}`, place);
    for (let tried = 1; ; tried += 1) {
      try {
        return await get(url);
      } catch (error) {
        if (tried === TRIES) throw error;
        await pause(tried * 500);
      }
    }
  };
}

async function get(url: URL): Promise<Uint8Array | null> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause: unknown) => {
    throw ledgerFault('ledger-unreachable', { path: url.href, why: reasonOf(cause) }, cause);
  });
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel();
    return null;
  }
  if (!response.ok || !response.body)
    throw ledgerFault('ledger-unreachable', { path: url.href, why: `${response.status}` });
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body) {
    length += part.length;
    if (length > LONGEST) throw ledgerFault('ledger-file-too-long', { path: url.href });
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The network's own code lies one error deeper than the failed request. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? systemCode(error) : systemCode(cause);
}
