import type { OfficeRoutes } from '../http/origin.ts';
import { VAULT_STATUS } from './errors.ts';
import { vaultRoomWords } from './words.ts';

/** The vault has no page of its own: its words stand on the staff's, and on the desks', which wait for the same clock. */
export function routes(): OfficeRoutes {
  return { words: vaultRoomWords, wordsOn: ['staff', 'desk'], statuses: VAULT_STATUS };
}
