import { readStatusList } from '@commonkey/credential';
import { type Held, pinnedTrust } from './held.ts';

/** Seconds since the city made it; null for a list that is missing or not the city's. */
export type ListAge = { readonly uri: string; readonly age: number | null; readonly stale: boolean };
export type Ages = { readonly keys: number | null; readonly lists: readonly ListAge[] };

/** How old the keys and each of the city's lists are, as this device's clock sees it. */
export async function agesOf(held: Held, now: Date): Promise<Ages> {
  const { trust, pins } = pinnedTrust(held);
  const lists = trust.statusLists.map(async (uri): Promise<ListAge> => {
    const token = held.lists.get(uri);
    const list = token && (await readStatusList(token, trust, now, pins).catch(() => null));
    return list ? { uri, age: list.age, stale: list.stale } : { uri, age: null, stale: false };
  });
  const keys = trust.updated === null ? null : Math.max(0, Math.floor(now.getTime() / 1000) - trust.updated);
  return { keys, lists: await Promise.all(lists) };
}
