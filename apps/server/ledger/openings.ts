import { type LedgerEvent, leafOf, type Opening } from '@commonkey/ledger';
import type { Context } from '../context.ts';
import { statements } from '../store/statements.ts';
import type { Store } from '../store/store.ts';

/** What anybody may know in full, with the salts: what the city says of its own apps, rules, keys and lists. */
export async function publicOpenings({ store }: { store: Pick<Store, 'read'> }): Promise<Opening[]> {
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

/** The opening of a leaf that is open to all. */
export async function publicOpeningOf(
  context: Pick<Context, 'store'>,
  leaf: Uint8Array,
): Promise<Opening | null> {
  const found = (await publicOpenings(context)).find((one) => Buffer.from(leafOf(one)).equals(leaf));
  return found ?? null;
}

export type SaidOpenly = { readonly event: LedgerEvent; readonly leaf: Uint8Array };

/** What the city says openly, the newest first; nothing of it is held against the ledger. */
export async function saidOpenly(context: Pick<Context, 'store'>): Promise<SaidOpenly[]> {
  return (await publicOpenings(context))
    .map((one) => ({ event: one.event, leaf: leafOf(one) }))
    .reverse()
    .sort((a, b) => Number(dayOf(b) > dayOf(a)) - Number(dayOf(a) > dayOf(b)));
}

const dayOf = ({ event }: SaidOpenly): string => String(event.said_on);
