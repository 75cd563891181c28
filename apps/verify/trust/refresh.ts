import { readStatusList } from '@commonkey/credential';
import { adopt } from './adopt.ts';
import { type Held, pinnedTrust } from './held.ts';

/** `partly`: the keys came, a list did not, or was not the city's; the old one stays. */
export type RefreshOutcome = 'fresh' | 'partly' | 'offline' | 'refused';

export type Refreshed = { readonly held: Held | null; readonly outcome: RefreshOutcome };

type Surroundings = { readonly fetch: typeof fetch; readonly now: () => number };

const mostBytes = 4 * 1024 * 1024;

/**
 * Fetches the keys and every status list, whole, from this page's own origin: who asks for everything tells nothing
 * about whom he is going to check. Throws nothing; what cannot be fetched or believed leaves what was held.
 */
export async function refresh(held: Held | null, around: Surroundings): Promise<Refreshed> {
  const answer = await get('/trust.json', around);
  if (!answer) return { held, outcome: 'offline' };
  let next: Held;
  try {
    next = adopt(held, {
      bundle: new TextDecoder().decode(answer.bytes),
      now: around.now(),
      skew: answer.skew,
    });
  } catch {
    return { held, outcome: 'refused' };
  }
  return withLists(next, around);
}

async function withLists(held: Held, around: Surroundings): Promise<Refreshed> {
  const { trust, pins } = pinnedTrust(held);
  const lists = new Map<string, Uint8Array>();
  // With two cities' roots in the bundle, the neighbour's key must not push this city's list off the shelf.
  const isOwn = (issuer: string): boolean => trust.issuer === null || issuer === trust.issuer;
  let outcome: RefreshOutcome = 'fresh';
  for (const uri of trust.statusLists) {
    const path = ownPath(uri);
    const fetched = path ? await get(path, around) : null;
    const at = new Date(around.now());
    const issued = async (token: Uint8Array | undefined): Promise<number> =>
      token
        ? readStatusList(token, trust, at, pins).then(
            (list) => (list.uri === uri && isOwn(list.issuer) ? list.issuedAt : 0),
            () => 0,
          )
        : 0;
    const before = held.lists.get(uri);
    const [old, fresh] = await Promise.all([issued(before), issued(fetched?.bytes)]);
    const kept = fetched && fresh > 0 && fresh >= old ? fetched.bytes : before;
    if (kept) lists.set(uri, kept);
    if (!fetched || fresh === 0) outcome = 'partly';
  }
  return { held: { ...held, lists }, outcome };
}

/** The copy on this origin of a list whose address is on the city's public one. */
function ownPath(uri: string): string | null {
  const path = URL.parse(uri)?.pathname ?? '';
  return /^\/status\/[A-Za-z0-9_-]{1,64}$/.test(path) ? path : null;
}

async function get(
  path: string,
  around: Surroundings,
): Promise<{ bytes: Uint8Array; skew: number | null } | null> {
  try {
    const asked = around.now();
    const response = await around.fetch(path, {
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > mostBytes) return null;
    const city = Date.parse(response.headers.get('date') ?? '');
    return { bytes, skew: Number.isNaN(city) ? null : city - asked };
  } catch {
    return null;
  }
}
