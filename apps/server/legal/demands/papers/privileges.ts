import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import { isRefusal, UNIQUE_VIOLATION } from '../../../store/guard.ts';
import { record } from '../../../store/record.ts';
import type { Reader } from '../../../store/store.ts';
import { today } from '../../review.ts';
import type { DemandCode } from '../errors.ts';
import { type PrivilegeRow, privilegedEvent } from '../events.ts';
import { openPapers, sealBytes } from '../sealed.ts';
import { lockDemand } from '../steps.ts';
import { mustBeLaw } from '../two.ts';

export type PrivilegeWish = Pick<
  PrivilegeRow,
  'written_on' | 'author' | 'recipients' | 'privilege' | 'basis' | 'extent' | 'pages' | 'instead_of'
> & { /** Counsel's own words on it; sealed. */ words: string };
export type PrivilegeEntry = PrivilegeRow & {
  /** A newer entry stands instead of it. */
  replaced: boolean;
  /** The places of all that it stands instead of, the newest first. */
  before: readonly number[];
};

/** Entries of a demand's privilege log, the oldest first. */
export async function privilegesOf(read: Reader, demand: string): Promise<PrivilegeEntry[]> {
  const rows = await read
    .selectFrom('demand_privileges')
    .selectAll()
    .where('demand', '=', demand)
    .orderBy('place')
    .execute();
  const gone = new Set(rows.flatMap(({ instead_of }) => instead_of ?? []));
  const byId = new Map(rows.map((row) => [row.id, row]));
  /** All that an entry stands instead of, the newest first: one may have been put right more than once. */
  const before = (instead_of: string | null): number[] => {
    const old = instead_of === null ? undefined : byId.get(instead_of);
    return old ? [old.place, ...before(old.instead_of)] : [];
  };
  return rows.map((row) => ({ ...row, replaced: gone.has(row.id), before: before(row.instead_of) }));
}

/**
 * Lists a paper of the city's own as withheld. Nothing of an entry is changed: what is to be put right is an entry instead of it.
 * @throws Fault `privilege-recipients-missing` | `privilege-day-wrong` | `privilege-pages-wrong` | `privilege-unknown` |
 *   `privilege-replaced-already` | `demand-closed`
 */
export async function listPrivileged(
  context: Context,
  demand: string,
  { words, ...wish }: PrivilegeWish,
  by: string,
): Promise<void> {
  const { store, vault, random } = context;
  await mustBeLaw(context, by);
  if (wish.recipients.length === 0) throw new Fault<DemandCode>('privilege-recipients-missing');
  if (wish.written_on > today(context)) throw new Fault<DemandCode>('privilege-day-wrong');
  const about = await store.read
    .selectFrom('demands')
    .select('received_on')
    .where('id', '=', demand)
    .executeTakeFirst();
  if (!about) throw new Fault<DemandCode>('demand-unknown');
  const plain = new TextEncoder().encode(words);
  const sealed = await sealBytes(context, 'counsel', { demand, receivedOn: about.received_on }, plain);
  try {
    await store.write(async (tx) => {
      await lockDemand(tx, demand);
      const entries = await privilegesOf(tx, demand);
      if (wish.instead_of !== null) {
        const old = entries.find(({ id }) => id === wish.instead_of);
        if (!old) throw new Fault<DemandCode>('privilege-unknown');
        if (old.replaced) throw new Fault<DemandCode>('privilege-replaced-already');
      }
      const place = entries.length + 1;
      const row = { ...wish, id: crypto.randomUUID(), demand, place, added_on: today(context) };
      const { salt } = await record(tx, privilegedEvent(row), random);
      await vault.keep(tx, sealed);
      await tx
        .insertInto('demand_privileges')
        .values({ ...row, sealed: sealed.id, added_by: by, ledger_salt: salt })
        .execute();
    });
  } catch (error) {
    await vault.discard([sealed]);
    if (isRefusal(error, UNIQUE_VIOLATION, 'demand_privileges_replaced'))
      throw new Fault<DemandCode>('privilege-replaced-already');
    throw error;
  }
}

/** The entries that stand, with counsel's words on each, for a law officer. The step is in the register. Faults of `openPapers`. */
export async function openPrivileges(
  context: Context,
  demand: string,
  by: string,
): Promise<(PrivilegeEntry & { words: string })[]> {
  const entries = (await privilegesOf(context.store.read, demand)).filter(({ replaced }) => !replaced);
  const ids = entries.map(({ sealed }) => sealed);
  const plain = await openPapers(context, 'counsel', { demand, ids, by });
  return entries.map((entry, at) => {
    const bytes = plain[at] ?? new Uint8Array(0);
    const words = new TextDecoder().decode(bytes);
    bytes.fill(0);
    return { ...entry, words };
  });
}
