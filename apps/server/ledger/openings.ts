import { type LedgerEvent, leafOf, type Opening } from '@commonkey/ledger';
import type { Context } from '../context.ts';
import { releaseOpenings } from '../public/service.ts';
import { publishedOpenings } from '../register/service.ts';
import { statements } from '../store/statements.ts';
import type { Reader, Store } from '../store/store.ts';

/** What anybody may know in full, with the salts: what the city says of its own apps, rules, keys and newest lists. */
export async function publicOpenings({ store }: { store: Pick<Store, 'read'> }): Promise<Opening[]> {
  return [...(await statementOpenings(store.read)), ...(await newestLists(store.read))];
}

export async function statementOpenings(read: Reader): Promise<Opening[]> {
  return (await statements(read)).map(({ ledger_salt, ...event }) => opening(ledger_salt, event));
}

type OfList = Opening & { table: 'status_lists' | 'status_lists_published' };

/** Of every status list that was ever signed; older ones were open to all while they were the newest. */
export async function statusListOpenings(read: Reader): Promise<OfList[]> {
  const newest = (await newestLists(read)).map((one): OfList => ({ ...one, table: 'status_lists' }));
  const leaves = new Set(newest.map(leafText));
  const rows = await read
    .selectFrom('status_lists_published')
    .select(['list', 'digest', 'said_on', 'ledger_salt'])
    .orderBy('said_on')
    .orderBy('list')
    .execute();
  const all = rows.map(
    ({ ledger_salt, ...said }): OfList => ({
      ...opening(ledger_salt, { kind: 'status-list-published', ...said }),
      table: 'status_lists_published',
    }),
  );
  return [...newest, ...all.filter((one) => !leaves.has(leafText(one)))];
}

async function newestLists(read: Reader): Promise<Opening[]> {
  const lists = await read
    .selectFrom('status_lists')
    .select(['list', 'published_digest', 'published_on', 'published_salt'])
    .orderBy('list')
    .execute();
  return lists.flatMap(({ list, published_digest: digest, published_on: said_on, published_salt: salt }) =>
    digest !== null && said_on !== null && salt !== null
      ? [opening(salt, { kind: 'status-list-published', list, digest, said_on })]
      : [],
  );
}

const opening = (salt: Uint8Array, event: LedgerEvent): Opening => ({ salt: new Uint8Array(salt), event });
const leafText = (one: Opening): string => Buffer.from(leafOf(one)).toString('hex');

/** The opening of a leaf that is open to all. */
export async function publicOpeningOf(
  context: Pick<Context, 'store'>,
  leaf: Uint8Array,
): Promise<Opening | null> {
  const isIt = (one: Opening) => Buffer.from(leafOf(one)).equals(leaf);
  const said = (await publicOpenings(context)).find(isIt);
  if (said) return said;
  const { read } = context.store;
  return [...(await publishedOpenings(read)), ...(await releaseOpenings(read))].find(isIt) ?? null;
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
