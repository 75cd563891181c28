import type { Speak } from '@commonkey/words';
import { isRead } from '../adversaries.ts';
import type { ItemAnswer } from './answer.ts';
import type { Range } from './range.ts';

/**
 * What belongs to every answer, also to one that gets nothing: what is kept of cards without being asked for, and what cannot
 * be determined. Days apart: of those a month is told, and by how many is said beside the clause.
 */
export function spokenRest(found: readonly ItemAnswer[], range: Range, say: Speak): string[] {
  const fields = new Set(found.flatMap(({ clauses }) => clauses.map(({ field }) => field)));
  fields.delete('applied');
  const unknownOf = (field: string) => (item: ItemAnswer) =>
    Math.max(0, ...item.clauses.filter((one) => one.field === field).map(({ people }) => people.unknown));
  return [
    ...(found.some((item) => cardsBeside(item) > 0)
      ? [say('exposure.cards-beside', { people: range(cardsBeside) })]
      : []),
    ...[...fields]
      .filter((field) => found.some((item) => unknownOf(field)(item) > 0))
      .map((field) => say('exposure.cannot', { field, people: range(unknownOf(field)) })),
  ];
}

/** Rows of the register: one a card. */
const cardsBeside = ({ rows }: ItemAnswer): number =>
  rows
    .filter(({ holds, asked, reach }) => holds === 'status-place' && !asked && isRead(reach))
    .reduce((sum, { people: { yes, reading, unknown } }) => sum + yes + reading + unknown, 0);
