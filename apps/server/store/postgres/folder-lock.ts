import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '@commonkey/words';
import type { StoreCode } from '../errors.ts';

export type FolderLock = { release(): void };

/**
 * Makes this process the one owner of a data folder until it ends, however it ends.
 *
 * Node has no file locks of its own. SQLite's exclusive transaction is an fcntl lock, which the kernel drops with the
 * process: no stale pid to misread, no race between two takers, and it holds across containers on one machine.
 *
 * @throws Fault `data-folder-in-use` when another service holds the folder
 */
export function lockFolder(folder: string): FolderLock {
  let file: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    const opened = new DatabaseSync(join(folder, 'owner.lock'), { timeout: 0 });
    file = opened;
    opened.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
    return { release: () => opened.close() };
  } catch (cause) {
    file?.close();
    if (isBusy(cause)) throw new Fault<StoreCode>('data-folder-in-use', { folder });
    throw new Fault<StoreCode>('data-folder-unusable', { folder }, { cause });
  }
}

const SQLITE_BUSY = 5;

function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY;
}
