import { openRecord } from '@commonkey/vault';
import type { Context } from '../context.ts';
import { type ContactFile, unpackContact } from '../portal/file-layout.ts';
import type { Reader } from '../store/store.ts';
import { todayOf } from './queue.ts';

/**
 * The contact of an application that may be used today, opened for the purpose of notices. Null: none, or no longer. What only a
 * hold keeps has had its day.
 * @param only this record, and not one that took its place
 */
export async function readContact(
  context: Context,
  read: Reader,
  application: string,
  only: string | null = null,
): Promise<ContactFile | null> {
  const { vault } = context;
  const today = todayOf(context);
  const heads = await vault.heads(read, application);
  const head = heads.find(
    ({ id, kind, ending, endsOn }) =>
      kind === 'contact' && !ending && endsOn > today && (only === null || id === only),
  );
  if (!head) return null;
  const which = { application, ids: [head.id] };
  const [released] = await vault.release(read, which, { purpose: 'notice', approvals: [] });
  if (!released) return null;
  const { id: recordId, slotKey, sealed } = released;
  try {
    const plain = await openRecord({ recordId, slotKey, share: null, sealed });
    const contact = unpackContact(plain);
    plain.fill(0);
    return contact;
  } finally {
    slotKey.fill(0);
  }
}
