import { type Custody, DEFAULT_CUSTODY } from '@commonkey/exposure';
import { isFault } from '@commonkey/words';
import type { KeeperLink } from '../../keeper/client.ts';
import type { SlotAddress } from '../../keeper/operations.ts';
import type { Reader } from '../../store/store.ts';

/** What the key process says of the keys, in counts. */
export type KeyStates = {
  readonly alive: number;
  /** Given out once and gone for good, in tables that are still there. */
  readonly destroyed: number;
  readonly tables: number;
  readonly holds: number;
  readonly root: 'file' | 'pkcs11';
  /** Rows of sealed records whose key is gone. Places alone; never told to anybody. */
  readonly dead: readonly SlotAddress[];
  /** Rows of whose key it knows nothing: whether they open cannot be determined, and they count as alive. */
  readonly unknown: number;
};

/** One question of the key process. */
const AT_ONCE = 20_000;

/**
 * Key states beside the rows that name them. Every row of a table of up to 20,000 is asked for; of a larger one only where more
 * rows are there than keys live, so that what it may overlook there is fewer than the slots leased in advance, and counts
 * as alive.
 *
 * @returns null where the key process does not say: then nothing may be taken for destroyed
 */
export async function keyStates(keeper: Pick<KeeperLink, 'ask'>, read: Reader): Promise<KeyStates | null> {
  try {
    const { epochs, holds, providers } = await keeper.ask('vault-status', {});
    const live = new Map(epochs.map((one) => [one.epoch, one.live]));
    const rows = await read
      .selectFrom('vault_records')
      .select((row) => ['epoch', row.fn.countAll<number>().as('count')])
      .groupBy('epoch')
      .execute();
    const asked = rows.filter(({ epoch, count }) => count <= AT_ONCE || count > (live.get(epoch) ?? 0));
    const dead: SlotAddress[] = [];
    let unknown = 0;
    for (const { epoch } of asked) {
      const found = await judgedIn(keeper, read, epoch);
      dead.push(...found.dead);
      unknown += found.unknown;
    }
    const sum = (of: (one: (typeof epochs)[number]) => number) =>
      epochs.reduce((total, one) => total + of(one), 0);
    return {
      alive: sum((one) => one.live),
      destroyed: sum((one) => one.leased - one.live),
      tables: epochs.length,
      holds: holds.inForce,
      root: providers.some(({ kind }) => kind === 'file') ? 'file' : 'pkcs11',
      dead,
      unknown,
    };
  } catch (error) {
    if (isFault(error)) return null;
    throw error;
  }
}

type Judged = { dead: SlotAddress[]; unknown: number };

async function judgedIn(keeper: Pick<KeeperLink, 'ask'>, read: Reader, epoch: string): Promise<Judged> {
  const judged: Judged = { dead: [], unknown: 0 };
  let after = -1;
  for (;;) {
    const items = await read
      .selectFrom('vault_records')
      .select(['epoch', 'slot'])
      .where('epoch', '=', epoch)
      .where('slot', '>', after)
      .orderBy('slot')
      .limit(AT_ONCE)
      .execute();
    if (items.length === 0) return judged;
    const { dead, unknown } = await judge(keeper, items);
    judged.dead.push(...dead);
    judged.unknown += unknown;
    after = items.at(-1)?.slot ?? after;
    if (items.length < AT_ONCE) return judged;
  }
}

/**
 * One row that it knows nothing of makes it refuse the whole question. Slots are given out in order, so that what it knows comes
 * first: where it ends is found by halves, and of the rest nothing is said.
 */
async function judge(keeper: Pick<KeeperLink, 'ask'>, items: readonly SlotAddress[]): Promise<Judged> {
  const all = await deadOf(keeper, items);
  if (all !== null) return { dead: all, unknown: 0 };
  let known = 0;
  let dead: SlotAddress[] = [];
  for (let beyond = items.length; beyond - known > 1; ) {
    const middle = (known + beyond) >> 1;
    const found = await deadOf(keeper, items.slice(0, middle));
    if (found === null) beyond = middle;
    else {
      known = middle;
      dead = found;
    }
  }
  return { dead, unknown: items.length - known };
}

/** What the key process says where a place was never its own: that is no answer about any key. */
const NEVER_ITS_OWN: readonly string[] = ['vault-epoch-unknown', 'vault-slot-unknown'];

/** Null where one of them was never its own. */
async function deadOf(
  keeper: Pick<KeeperLink, 'ask'>,
  items: readonly SlotAddress[],
): Promise<SlotAddress[] | null> {
  try {
    const { alive } = await keeper.ask('vault-alive', { items: [...items] });
    return items.filter((_, at) => alive[at] !== true);
  } catch (error) {
    if (isFault(error) && NEVER_ITS_OWN.includes(error.code)) return null;
    throw error;
  }
}

/** Where nobody says how the root lies it is taken to lie on the disk. */
export const custodyOf = (keys: KeyStates | null): Custody =>
  keys === null ? DEFAULT_CUSTODY : { rootOnDisk: keys.root === 'file' };
