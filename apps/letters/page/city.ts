import { isFault, type Speak } from '@commonkey/words';

/** The city whose desks are to know the letters. */
export type City = { id: string; name: string };

/** The sentence of a fault; what is none goes on. */
export function wordFault(say: Speak, error: unknown): string {
  if (!isFault(error)) throw error;
  return say(`fault.${error.code}`, error.params);
}
