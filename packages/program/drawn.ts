import type { AgeBand } from './schema/rule.ts';
import type { PrintField, Program } from './types.ts';

type Side = 'front' | 'back';

/**
 * The sides on which a card can show each field. The one list of it: a test of the card's drawing holds both to each
 * other. What is not here can be written into a program, since cities print it, and cannot be served yet.
 */
export const DRAWN: Readonly<Partial<Record<PrintField, readonly Side[]>>> = {
  name: ['front'],
  'second-name': ['front'],
  'birth-date': ['front'],
  photo: ['front'],
  number: ['front'],
  issued: ['front'],
  expires: ['front'],
  address: ['front'],
  'care-of': ['front', 'back'],
  'emergency-contact': ['back'],
};

export type UndrawnField = {
  /** Place in `card.print`. */
  readonly place: number;
  readonly field: PrintField;
  readonly side: Side;
  /** `adult`: only children's cards show it, and the program prints it on others too. */
  readonly because: 'field' | 'side' | 'adult';
};

/** What a program promises to print and this software would leave off the card. */
export function undrawnFields({ card }: Pick<Program, 'card'>): UndrawnField[] {
  return card.print.flatMap(({ field, side, ages }, place) => {
    const sides = DRAWN[field];
    const missing = (because: UndrawnField['because']): UndrawnField[] => [{ place, field, side, because }];
    if (sides === undefined) return missing('field');
    if (!sides.includes(side)) return missing('side');
    if (field === 'emergency-contact' && !within(ages, card.child?.ages)) return missing('adult');
    return [];
  });
}

function within(inner: AgeBand | undefined, outer: AgeBand | undefined): boolean {
  if (outer === undefined) return false;
  const from = (band: AgeBand | undefined) => band?.from ?? 0;
  const to = (band: AgeBand | undefined) => band?.to ?? Number.POSITIVE_INFINITY;
  return from(inner) >= from(outer) && to(inner) <= to(outer);
}
