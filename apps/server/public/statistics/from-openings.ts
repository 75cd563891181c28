import { createHash } from 'node:crypto';
import { THRESHOLD } from '@commonkey/exposure';
import type { Opening } from '@commonkey/ledger';
import type { History } from './history.ts';
import { type Quarter, quarterOf } from './quarter.ts';
import { type SaidRelease, saidRelease } from './said.ts';
import { CHANNELS, type Channel, numberName } from './told.ts';

/**
 * How a told number stands against what an auditor was handed. `near`: they differ by less than a count must be to be told, as where a
 * correction waits. `unknown`: what was handed over says nothing of the quarter.
 */
export type Held = 'agrees' | 'near' | 'differs' | 'unknown';
export type HeldNumber = { readonly quarter: Quarter; readonly channel: Channel; readonly standing: Held };

/**
 * A release as anybody can fetch it, held against openings of closed shifts and the city's history: by somebody who has no database.
 * @param openings as `ledger openings` writes them; that they are in the log is checked apart
 */
export function heldAgainst(
  said: SaidRelease,
  { openings, history }: { openings: readonly Opening[]; history: History | null },
): { committed: boolean; numbers: HeldNumber[] } {
  const closed = closedBy(openings);
  const imported = new Map(
    (history?.cells ?? []).map((one) => [numberName(one.quarter, one.channel), one.cards]),
  );
  const numbers = said.quarters.flatMap((told) =>
    CHANNELS.flatMap((channel): HeldNumber[] => {
      const value = channel === 'online' ? told.online : told.inPerson;
      if (value === null) return [];
      const name = numberName(told.quarter, channel);
      const [desks, before] = [closed.get(name), imported.get(name)];
      const lacks =
        (told.from !== 'imported' && desks === undefined) || (told.from !== 'closed' && before === undefined);
      const away = Math.abs((desks ?? 0) + (before ?? 0) - value);
      const standing = lacks ? 'unknown' : away === 0 ? 'agrees' : away < THRESHOLD ? 'near' : 'differs';
      return [{ quarter: told.quarter, channel, standing }];
    }),
  );
  return { committed: openings.some((one) => speaksOf(one, said)), numbers };
}

/** An entry with the hash of exactly these words. */
function speaksOf({ event }: Opening, said: SaidRelease): boolean {
  const text = JSON.stringify(saidRelease.parse(said));
  const digest = createHash('sha256').update(text).digest('hex');
  return event.kind === 'published' && event.what === 'statistics' && event.digest === digest;
}

function closedBy(openings: readonly Opening[]): Map<string, number> {
  const cards = new Map<string, number>();
  const add = (quarter: Quarter, channel: Channel, count: number) => {
    const name = numberName(quarter, channel);
    cards.set(name, (cards.get(name) ?? 0) + count);
  };
  for (const { event } of openings) {
    if (event.kind !== 'shift-closed' || typeof event.worked_on !== 'string') continue;
    const { 'counted-cards': all, 'counted-handedOver': handedOver, 'counted-second': second = 0 } = event;
    if (typeof all !== 'number' || typeof handedOver !== 'number') continue;
    const quarter = quarterOf(event.worked_on);
    add(quarter, 'in-person', all - handedOver);
    add(quarter, 'online', Math.max(0, handedOver - Number(second)));
  }
  return cards;
}
