import type { Random } from './bytes.ts';

/** Letters and digits that are not taken for one another when read aloud. */
const SAYABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Bytes from here on would make some letters likelier than others. */
const EVEN = Math.floor(256 / SAYABLE.length) * SAYABLE.length;
const GROUPS = 6;
const IN_GROUP = 4;

/** Six groups of four letters and digits: about 118 bits. */
export function newPassphrase(random: Random): string {
  const letters: string[] = [];
  while (letters.length < GROUPS * IN_GROUP)
    for (const byte of random(32)) if (byte < EVEN) letters.push(SAYABLE.charAt(byte % SAYABLE.length));
  return Array.from({ length: GROUPS }, (_, at) =>
    letters.slice(at * IN_GROUP, (at + 1) * IN_GROUP).join(''),
  ).join('-');
}
