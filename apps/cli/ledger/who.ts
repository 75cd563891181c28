import { leafOf, type Opening, readOpening } from '@commonkey/ledger';
import { z } from 'zod';
import { hex } from './answer.ts';
import { ledgerFault } from './codes.ts';

const line = z.object({ entry: z.string().regex(/^[0-9a-f]{64}$/), fact: z.enum(['by', 'asked-by']) });

/** Who acted in how many of the entries, by random id, most first. */
export type Acts = readonly (readonly [staff: string, count: number])[];

/**
 * Holds what was handed over about who acted (`ledger openings --who`) against the openings of the same entries: each line is
 * an opening of its own, whose leaf is the fact that hides the person.
 * @throws Fault `ledger-who-differs` {wrong, of}: a line is about an entry that was not opened, or names somebody else than was
 *   written down | `ledger-who-malformed` | those of `readOpening`
 */
export function actsIn(text: string, openings: readonly Opening[]): Acts {
  const events = new Map(openings.map((one) => [hex(leafOf(one)), one.event]));
  const lines = text.split('\n').filter((one) => one.trim() !== '');
  const acts = new Map<string, number>();
  let wrong = 0;
  for (const one of lines) {
    const { entry, fact } = lineOf(one);
    const acted = readOpening(one);
    const { staff } = acted.event;
    if (typeof staff !== 'string' || events.get(entry)?.[fact] !== hex(leafOf(acted))) wrong += 1;
    else acts.set(staff, (acts.get(staff) ?? 0) + 1);
  }
  if (wrong > 0) throw ledgerFault('ledger-who-differs', { wrong, of: lines.length });
  return [...acts].sort(([, a], [, b]) => b - a);
}

function lineOf(text: string): z.infer<typeof line> {
  try {
    return line.parse(JSON.parse(text));
  } catch (error) {
    throw ledgerFault('ledger-who-malformed', {}, error);
  }
}
