import * as ledger from './0001-ledger.ts';
import * as holds from './0002-holds.ts';

export type Migration = { readonly name: string; readonly up: string };

/** In the order they are applied. Append only. */
export const MIGRATIONS: readonly Migration[] = [ledger, holds];
