import { Fault } from '@commonkey/words';
import type { PaperCode } from './errors.ts';
import { unprintable } from './fonts.ts';

/** Enough to find the place; whoever pasted a page of a script need not read all of it. */
const MOST_NAMED = 12;

const named = (one: string) =>
  `${one} (U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;

/**
 * That each field can be put on paper as it was typed.
 * @param fields by the name that a form has for them
 * @throws Fault `paper-unprintable` {characters, field}
 */
export function requirePrintable(fields: Readonly<Record<string, string>>): void {
  for (const [field, text] of Object.entries(fields)) {
    const missing = unprintable(text);
    if (missing.length === 0) continue;
    const characters = missing.slice(0, MOST_NAMED).map(named).join(', ');
    const more = missing.length > MOST_NAMED ? '…' : '';
    throw new Fault<PaperCode>('paper-unprintable', { field, characters: `${characters}${more}` });
  }
}
