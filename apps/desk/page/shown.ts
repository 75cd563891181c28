import { isFault } from '@commonkey/words';
import type { Shown } from '../codes.ts';
import { kindOf } from '../unforeseen.ts';

/** An error as the screen may show it: code and figures. What is no fault of ours shows no text of its own (T9). */
export function shownOf(error: unknown): Shown {
  return isFault(error)
    ? { code: error.code, params: error.params }
    : { code: 'desk-unexpected', params: { code: kindOf(error) } };
}
