import { decodeCard, type VerdictCode, verifyCard } from '@commonkey/credential';
import { isFault } from '@commonkey/words';
import { type Held, isPractice, pinnedTrust, rootsChanged } from '../trust/held.ts';
import { clockWrong } from './clock.ts';
import { undetermined, type VerdictView, viewOf } from './view.ts';

/**
 * Checks a card with what this device holds; asks nobody and stores nothing.
 *
 * `now` is the device's clock. Throws nothing: whatever breaks is "we could not check".
 */
export async function checkCard(text: string, held: Held | null, now: Date): Promise<VerdictView> {
  if (!held) return undetermined(unreadable(text) ?? 'no-trust');
  try {
    const { trust, pins } = pinnedTrust(held);
    const verdict = await verifyCard(text, trust, held.lists, now, pins);
    return viewOf(verdict, {
      practice: isPractice(held),
      rootChanged: rootsChanged(held),
      clockWrong: clockWrong(held, now),
    });
  } catch {
    return undetermined('check-failed', isPractice(held));
  }
}

function unreadable(text: string): VerdictCode | null {
  try {
    decodeCard(text);
    return null;
  } catch (error) {
    return isFault(error) ? (error.code as VerdictCode) : 'qr-damaged';
  }
}
