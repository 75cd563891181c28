import { join } from 'node:path';
import { openRecord } from '@commonkey/vault';
import { loadSecrets } from '../../../apps/server/config/secrets.ts';
import { connectKeeper } from '../../../apps/server/keeper/client.ts';
import { codeKey, tagOf } from '../../../apps/server/portal/code.ts';
import { unboxShares } from '../../../apps/server/portal/shares.ts';
import type { Store } from '../../../apps/server/store/store.ts';
import { folderBlobs } from '../../../apps/server/vault/blobs/folder.ts';

export type Taken = {
  id: string;
  application: string | null;
  epoch: string;
  slot: number;
  sealed: Uint8Array;
};

/** Every sealed record as somebody finds it who has the database and the blob store. */
export async function take(store: Store, dataFolder: string): Promise<Taken[]> {
  const blobs = folderBlobs(join(dataFolder, 'blobs'));
  const rows = await store.read.selectFrom('vault_records').selectAll().execute();
  return Promise.all(
    rows.map(async ({ id, application, epoch, slot, sealed, blob }) => ({
      ...{ id, application, epoch, slot },
      sealed: sealed ?? (await blobs.get(blob ?? '')),
    })),
  );
}

/** What a continuation code opens: its application, and the halves of keys that nobody else has. */
export async function openedByCode(store: Store, dataFolder: string, code: string) {
  const { codes } = loadSecrets(dataFolder);
  const row = await store.read
    .selectFrom('applications')
    .select(['id', 'code_box'])
    .where('tag', '=', tagOf(codes, code))
    .executeTakeFirstOrThrow();
  const { draft, file } = await unboxShares(await codeKey(codes, code), 'code', row.id, row.code_box);
  return { application: row.id, shares: [draft, file].filter((one) => one !== null) };
}

/** Every key that the key process of a data folder still has, by its place, asked for with any approval there is. */
export async function everyKey(dataFolder: string): Promise<Map<string, Uint8Array>> {
  const keeper = connectKeeper(join(dataFolder, 'keeper', 'keeper.sock'));
  try {
    const keys = new Map<string, Uint8Array>();
    let after: string | null = null;
    do {
      const page: { epochs: { epoch: string; leased: number[] }[]; next: string | null } = await keeper.ask(
        'vault-leased',
        after === null ? {} : { after },
      );
      for (const { epoch, leased } of page.epochs) {
        const purpose = epoch.includes('.contact.') ? 'notice' : 'resident';
        for (let from = 0; from < leased.length; from += 200) {
          const items = leased.slice(from, from + 200).map((slot) => ({ epoch, slot }));
          const answer = await keeper.ask('vault-open', { items, purpose, approvals: ['a', 'b'] });
          for (const [i, key] of answer.keys.entries())
            if (key) keys.set(`${epoch}/${items[i]?.slot}`, new Uint8Array(Buffer.from(key, 'base64url')));
        }
      }
      after = page.next;
    } while (after !== null);
    return keys;
  } finally {
    keeper.close();
  }
}

/** Tries every key on every record, with every share that its owner ever had and with none. @returns ids of what opened */
export async function attack(
  taken: readonly Taken[],
  keys: Iterable<Uint8Array>,
  shares: ReadonlyMap<string, readonly Uint8Array[]>,
): Promise<string[]> {
  const opened = new Set<string>();
  const all = [...keys];
  for (const { id, application, sealed } of taken)
    for (const share of [...((application && shares.get(application)) || []), null]) {
      const tries = all.map((slotKey) =>
        openRecord({ recordId: id, slotKey, share, sealed }).catch(() => null),
      );
      if ((await Promise.all(tries)).some((plain) => plain !== null)) opened.add(id);
    }
  return [...opened].sort();
}
