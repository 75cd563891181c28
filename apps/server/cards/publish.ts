import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fromBase64url, setStatus, toBase64url } from '@commonkey/credential';
import type { Context } from '../context.ts';
import { keeperOf } from '../keeper/client.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import { readIf, writeWhole } from '../write-whole.ts';
import { statusUri } from './places.ts';

/** How long a list may be taken for current, and how soon a reader should ask for a newer one, in seconds. */
export const LIST_LIFE = 3 * 86_400;
export const LIST_TTL = 3600;

const folderOf = (context: Context): string => join(context.config.dataFolder, 'published', 'status');

let turn: Promise<unknown> = Promise.resolve();

/**
 * Signs every status list as the register stands now and writes them as static files, each whole or not at all. One at a
 * time: an earlier reading of the register may never overwrite a later one.
 */
export function publishStatusLists(context: Context): Promise<void> {
  const mine = turn.then(() => publish(context));
  turn = mine.catch(() => {});
  return mine;
}

async function publish(context: Context): Promise<void> {
  const { store } = context;
  const folder = folderOf(context);
  // Before the lists: a revoked row that ends meanwhile is then still seen, and in the list's own bits afterwards.
  const revoked = await store.read
    .selectFrom('cards')
    .select(['list', 'place'])
    .where('status', '=', 'revoked')
    .execute();
  for (const row of await store.read.selectFrom('status_lists').selectAll().execute()) {
    const list = {
      uri: statusUri(context, row.list),
      size: row.size,
      bytes: new Uint8Array(row.withheld),
      decoys: [],
    };
    for (const { place } of revoked.filter((one) => one.list === row.list)) setStatus(list, place, true);
    const iat = Math.floor(context.clock.now().getTime() / 1000);
    const { token } = await keeperOf(context).ask('sign-status-list', {
      uri: list.uri,
      statuses: toBase64url(list.bytes),
      iat,
      exp: iat + LIST_LIFE,
      ttl: LIST_TTL,
    });
    const signed = fromBase64url(token) ?? new Uint8Array();
    await store.write((tx) => sayPublished(tx, row.list, signed, context));
    await writeWhole(join(folder, String(row.list)), signed);
  }
}

/** Before the file: a list that somebody holds and the ledger does not know was signed behind the city's back. */
async function sayPublished(
  tx: Writer,
  list: number,
  signed: Uint8Array,
  { clock, random }: Context,
): Promise<void> {
  const digest = createHash('sha256').update(signed).digest('hex');
  const said_on = clock.now().toISOString().slice(0, 10);
  const { salt } = await record(tx, { kind: 'status-list-published', list, digest, said_on }, random);
  await tx
    .insertInto('status_lists_published')
    .values({ ledger_salt: salt, list, digest, said_on })
    .execute();
  await tx
    .updateTable('status_lists')
    .set({ published_digest: digest, published_on: said_on, published_salt: salt })
    .where('list', '=', list)
    .execute();
}

/** The list as it lies there, whatever the register says; null where none does. */
export const publishedFile = (context: Context, list: number): Promise<Uint8Array | null> =>
  readIf(join(folderOf(context), String(list)));

/** The published bytes of a list; undefined where there is no such list. */
export async function publishedList(context: Context, list: number): Promise<Uint8Array | undefined> {
  const path = join(folderOf(context), String(list));
  const held = await readIf(path);
  if (held) return held;
  const known = await context.store.read
    .selectFrom('status_lists')
    .select('list')
    .where('list', '=', list)
    .executeTakeFirst();
  if (!known) return undefined;
  await publishStatusLists(context);
  return (await readIf(path)) ?? undefined;
}
