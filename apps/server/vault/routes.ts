import type { OfficeRoutes } from '../http/origin.ts';
import { VAULT_STATUS } from './errors.ts';
import { vaultRoomWords } from './words.ts';

/** The vault has no page of its own: its words stand on the staff's. */
export function routes(): OfficeRoutes {
  return { words: vaultRoomWords, wordsOn: ['staff'], statuses: VAULT_STATUS };
}
