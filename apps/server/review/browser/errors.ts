import { isFault, type Speak } from '@commonkey/words';
import { NoTouch } from './passkey.ts';
import { Refused } from './wire.ts';

/** A sentence for whatever went wrong: the passkey, the sealing, city hall's own refusal, or no answer at all. */
export function wordError(say: Speak, error: unknown): string {
  if (error instanceof NoTouch) return say(`review.${error.code}`);
  if (isFault(error)) return say(`fault.${error.code}`);
  return error instanceof Refused ? error.message : say('review.no-answer');
}
