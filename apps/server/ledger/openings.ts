import type { LedgerEvent, Opening } from '@commonkey/ledger';
import type { Context } from '../context.ts';
import { statements } from '../store/statements.ts';

/** What anybody may know in full, with the salts: what the city says of its own apps, rules, keys and lists. */
export async function publicOpenings({ store }: Pick<Context, 'store'>): Promise<Opening[]> {
  const said = (await statements(store.read)).map(({ ledger_salt, ...event }) => opening(ledger_salt, event));
  const lists = await store.read
    .selectFrom('status_lists')
    .select(['list', 'published_digest', 'published_on', 'published_salt'])
    .orderBy('list')
    .execute();
  return [
    ...said,
    ...lists.flatMap(({ list, published_digest: digest, published_on: said_on, published_salt: salt }) =>
      digest !== null && said_on !== null && salt !== null
        ? [opening(salt, { kind: 'status-list-published', list, digest, said_on })]
        : [],
    ),
  ];
}

const opening = (salt: Uint8Array, event: LedgerEvent): Opening => ({ salt: new Uint8Array(salt), event });
