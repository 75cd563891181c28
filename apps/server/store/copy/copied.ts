import type { TableName } from '../database.ts';
import { HOLDINGS } from '../holdings.ts';

/**
 * Tables no backup has: what lets somebody act today must not come back tomorrow, when it was used, spent or signed out of.
 * People enter their code or touch their passkey again; whoever had asked for a second yes asks again.
 */
const NEVER_COPIED: readonly TableName[] = [
  'staff_sessions',
  'staff_challenges',
  'staff_invites',
  'portal_sessions',
  'approvals',
];

/** Every other table of the manifest: a new one is copied unless it is named above. */
export const COPIED: readonly TableName[] = (Object.keys(HOLDINGS) as TableName[])
  .filter((table) => table !== 'schema_migrations' && !NEVER_COPIED.includes(table))
  .sort();
