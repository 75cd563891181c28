import { createHash } from 'node:crypto';

/** An id that is always the same of one form and what it is for, and no more to be guessed than the form's own. */
export function idOf(form: string, what: string): string {
  const bytes = createHash('sha256').update(`${form} ${what}`).digest();
  const hex = bytes.subarray(0, 16).toString('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, until]) => hex.slice(from, until));
  return `${a}-${b}-8${c}-a${d}-${e}`;
}

/** The item that a form of later additions adds: another press of it adds no second one. */
export const addedItem = (form: string): string => idOf(form, 'item');
