import { createHmac } from 'node:crypto';
import type { Context } from '../../context.ts';
import { takeBackAgain } from '../../portal/service.ts';
import type { Reader } from '../../store/store.ts';
import { readWithdrawn } from './files.ts';

/** Hides which application is meant from whoever has not the service's own secret. */
const tagOf = (secret: Uint8Array, id: string): string =>
  createHmac('sha256', secret).update(`withdrawn ${id}`).digest('base64url').slice(0, 22);

/**
 * Applications that were taken back and are still here, because a hold or a missing certificate keeps what was sealed: no key has
 * died that would tell an old copy of it. A tag goes with its row.
 */
export async function withdrawnIn(read: Reader, secret: Uint8Array): Promise<string[]> {
  const rows = await read.selectFrom('applications').select('id').where('state', '=', 'withdrawn').execute();
  return rows.map(({ id }) => tagOf(secret, id)).sort();
}

/**
 * Takes applications back once more that were taken back since an old copy of the database was made. Nobody can undo that step, so
 * what is known of it counts however old it is.
 * @returns how many
 */
export async function withdrawAgain(context: Context): Promise<number> {
  const { store, config, secrets } = context;
  const known = new Set(await readWithdrawn(config.dataFolder));
  if (known.size === 0) return 0;
  const rows = await store.read
    .selectFrom('applications')
    .select('id')
    .where('state', '<>', 'withdrawn')
    .execute();
  const ids = rows.map(({ id }) => id).filter((id) => known.has(tagOf(secrets.codes, id)));
  for (const id of ids) await takeBackAgain(context, id);
  return ids.length;
}
