import { parseStatusList } from '@commonkey/credential/status-list.ts';
import type { Context } from '../context.ts';
import { publishedFile } from './publish.ts';

/**
 * After an old copy of the database was put back: what the published list says is "not valid" is not valid, and none of its
 * places is given to another card, because since the copy any of them may have been. New cards get a new list.
 */
export async function takeListBack(context: Context, list: number): Promise<void> {
  const token = await publishedFile(context, list);
  if (!token) return;
  const { bytes } = parseStatusList(token).list;
  const size = bytes.length * 8;
  const spent = new Uint8Array(bytes.length).fill(0xff);
  await context.store.write(async (tx) => {
    const held = await tx
      .updateTable('status_lists')
      .set({ spent })
      .where('list', '=', list)
      .returning('withheld')
      .executeTakeFirst();
    if (!held) {
      await tx.insertInto('status_lists').values({ list, size, withheld: bytes, spent }).execute();
      return;
    }
    const withheld = new Uint8Array(held.withheld).map((byte, at) => byte | (bytes[at] ?? 0));
    await tx.updateTable('status_lists').set({ withheld }).where('list', '=', list).execute();
  });
}
