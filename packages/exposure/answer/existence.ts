import type { ItemAnswer } from './answer.ts';
import type { Meant } from './rows.ts';

/** Of what an item asks for: what is there, whoever could read it. */
export type Existence = {
  /** People of whom something asked for is there, or cannot be shown not to be: of the kind that most have. */
  readonly people: Meant;
  /**
   * Nothing is left open. A clause of which nobody can tell leaves nothing open by itself: not of whom another clause rules out, nor of
   * whom nothing is held that was asked for.
   */
  readonly certain: boolean;
};

/** The one answer to whether something exists: pages, letters and the command line all say this. */
export function existenceOf({ rows, undescribed }: Pick<ItemAnswer, 'rows' | 'undescribed'>): Existence {
  const asked = rows.filter((row) => row.asked);
  const most = (of: keyof Meant) => Math.max(0, ...asked.map(({ people }) => people[of]));
  const people = { yes: most('yes'), reading: most('reading'), unknown: most('unknown') };
  return { people, certain: people.reading + people.unknown === 0 && undescribed.length === 0 };
}
