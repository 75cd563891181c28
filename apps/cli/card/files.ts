import { readFileSync, writeFileSync } from 'node:fs';
import { cardFault } from './codes.ts';

/** Fault: `cli-file-unreadable` with the path and the system's code. */
export function readBytes(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw cardFault('cli-file-unreadable', { path, why: systemCode(error) }, error);
  }
}

/** Fault: `cli-file-unreadable`; what does not parse as JSON is `malformed()`. */
export function readJson(path: string, malformed: (cause: unknown) => Error): unknown {
  const text = new TextDecoder().decode(readBytes(path));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(error);
  }
}

/** Writes a new file and never over an old one. Faults: `cli-file-exists`, `cli-file-not-written` (a full disk, say). */
export function writeNew(path: string, data: string | Uint8Array, mode = 0o644): void {
  try {
    writeFileSync(path, data, { flag: 'wx', mode, flush: true });
  } catch (error) {
    const why = systemCode(error);
    throw cardFault(why === 'EEXIST' ? 'cli-file-exists' : 'cli-file-not-written', { path, why }, error);
  }
}

export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
