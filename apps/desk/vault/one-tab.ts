import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';

/**
 * Takes this browser's one desk for as long as the page lives. Two tabs on one block of serials could sign a number
 * twice (F-09). @throws Fault `desk-second-tab`
 */
export async function holdDesk(locks: LockManager): Promise<void> {
  await new Promise<void>((held, refused) => {
    locks
      .request('commonkey-desk', { mode: 'exclusive', ifAvailable: true }, (lock) => {
        if (!lock) {
          refused(new Fault<DeskCode>('desk-second-tab'));
          return undefined;
        }
        held();
        return new Promise<never>(() => {});
      })
      .catch(refused);
  });
}
