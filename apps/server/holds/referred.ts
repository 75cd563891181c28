import { type RawBuilder, sql } from 'kysely';
import type { TableName } from '../store/database.ts';

/** Whether other rows still need a row: an application stays as long as anything sealed under it, a session in it, or a message about it. */
export function stillReferredTo(table: TableName): RawBuilder<boolean> | null {
  if (table !== 'applications') return null;
  return sql<boolean>`(exists (select 1 from vault_records where application = applications.id)
    or exists (select 1 from portal_sessions where application = applications.id)
    or exists (select 1 from notices where application = applications.id))`;
}
