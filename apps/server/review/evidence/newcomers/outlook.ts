import { boxCounter } from '@commonkey/vault';
import type { Reader } from '../../../store/store.ts';
import { type Holder, holdersOf } from '../holders.ts';
import type { LivingRow } from '../living.ts';
import { placesOf } from '../places.ts';
import { halfCounter } from '../sealed-half.ts';

/**
 * How a colleague stands to one application, to the member who looks:
 * - `has`: a half is theirs;
 * - `begin`, `finish`: the member can give the first part, or the second;
 * - `waits`: begun, and somebody else finishes it;
 * - `later`: something was begun for another newcomer, which is finished first;
 * - `hand`: the member has both halves and can hand one over;
 * - `handed`: somebody else has both, and can;
 * - `cannot`: fewer than two others have halves, or the member has none, or it was sealed before halves had places.
 */
export type Standing = 'has' | 'begin' | 'finish' | 'waits' | 'later' | 'hand' | 'handed' | 'cannot';

export type Outlook = {
  officers: readonly Holder[];
  placeOf(staffId: string): number | undefined;
  standing(row: LivingRow, colleague: string): Standing;
  /** Who may finish what `me` begins, with their keys. */
  finishersOf(row: LivingRow, colleague: string): Holder[];
};

/** Everybody who holds the office now, as one of them sees it. */
export async function outlookOf(read: Reader, me: string): Promise<Outlook> {
  const officers = await holdersOf(read, 'evidence-officer');
  const places = await placesOf(
    read,
    officers.map(({ staffId }) => staffId),
  );
  const countIn = await halfCounter(officers);
  const named = await Promise.all(
    officers.map(async ({ staffId, keys }) => ({ staffId, count: await boxCounter(keys) })),
  );
  const namedIn = (set: Uint8Array) =>
    named.filter(({ count }) => count(set).some((boxes) => boxes > 0)).map(({ staffId }) => staffId);
  const having = (row: LivingRow) => {
    const halves = countIn(row);
    return officers.filter(({ staffId }) => (halves.get(staffId) ?? 0) > 0);
  };
  /** Who has both halves of what was sealed while one worked here. */
  const withBoth = (row: LivingRow) => {
    const halves = countIn(row);
    return officers.find(({ staffId }) => (halves.get(staffId) ?? 0) > 1)?.staffId;
  };
  /** What was begun counts as long as its newcomer is here and somebody who can finish it. */
  const begunIn = (row: LivingRow) => {
    if (row.begun_pieces === null || row.begun_masks === null) return null;
    const [newcomer] = namedIn(row.begun_pieces);
    const masks = namedIn(row.begun_masks);
    const finishers = having(row).filter(({ staffId }) => masks.includes(staffId));
    return newcomer === undefined || finishers.length === 0 ? null : { newcomer, finishers };
  };
  const finishersOf = (row: LivingRow, colleague: string) =>
    having(row).filter(({ staffId }) => staffId !== me && staffId !== colleague);
  return {
    officers,
    placeOf: (staffId) => places.get(staffId),
    finishersOf,
    standing(row, colleague) {
      const holders = having(row);
      if (holders.some(({ staffId }) => staffId === colleague)) return 'has';
      const begun = begunIn(row);
      if (begun?.newcomer === colleague)
        return begun.finishers.some(({ staffId }) => staffId === me) ? 'finish' : 'waits';
      if (begun) return 'later';
      const both = withBoth(row);
      if (both !== undefined && places.has(both) && places.has(colleague))
        return both === me ? 'hand' : 'handed';
      const able =
        row.halves_placed &&
        colleague !== me &&
        places.has(colleague) &&
        holders.some(({ staffId }) => staffId === me) &&
        finishersOf(row, colleague).length > 0;
      return able ? 'begin' : 'cannot';
    },
  };
}
