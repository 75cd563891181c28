import type { Writer } from '../store/store.ts';
import type { Application } from './session.ts';

/** The row, locked until the transaction ends: everything that changes an application takes its turn here. */
export async function lockApplication(tx: Writer, id: string): Promise<Application | undefined> {
  return tx.selectFrom('applications').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}
