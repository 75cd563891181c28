import { createHash } from 'node:crypto';
import { THRESHOLD } from '@commonkey/exposure';
import type { Opening } from '@commonkey/ledger';
import { bandNames } from '@commonkey/shift';
import { ageName } from './ages.ts';
import type { History } from './history.ts';
import { type Quarter, quarterOf } from './quarter.ts';
import { type SaidRelease, saidRelease } from './said.ts';
import { CHANNELS, type Channel, numberName } from './told.ts';

/**
 * How a told number stands against what an auditor was handed. `near`: they differ by less than a count must be to be told, as where a
 * correction waits. `unknown`: what was handed over says nothing of the quarter.
 */
export type Held = 'agrees' | 'near' | 'differs' | 'unknown';
export type HeldNumber = { readonly quarter: Quarter; readonly standing: Held } & (
  | { readonly channel: Channel }
  | { readonly band: string }
);

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
      return [{ quarter: told.quarter, channel, standing: standingOf(value, told.from, [desks, before]) }];
    }),
  );
  return {
    committed: openings.some((one) => speaksOf(one, said)),
    numbers: [...numbers, ...heldAges(said, { openings, history })],
  };
}

/** Desks of a quarter that told nothing of a band told of nobody in it: whether all of them are there their cards say. */
function heldAges(
  { ages = [] }: SaidRelease,
  { openings, history }: { openings: readonly Opening[]; history: History | null },
): HeldNumber[] {
  const closed = agesClosedBy(openings);
  const imported = new Map((history?.ages ?? []).map((one) => [ageName(one), one.cards]));
  return ages.flatMap(({ quarter, from, bands }) =>
    bands.flatMap(({ band, cards }): HeldNumber[] => {
      if (cards === null) return [];
      const name = ageName({ quarter, band });
      const before = imported.get(name) ?? (history ? 0 : undefined);
      return [{ quarter, band, standing: standingOf(cards, from, [closed.get(name), before]) }];
    }),
  );
}

function standingOf(
  value: number,
  from: 'closed' | 'imported' | 'both',
  [desks, before]: readonly [number | undefined, number | undefined],
): Held {
  const lacks = (from !== 'imported' && desks === undefined) || (from !== 'closed' && before === undefined);
  if (lacks) return 'unknown';
  const away = Math.abs((desks ?? 0) + (before ?? 0) - value);
  return away === 0 ? 'agrees' : away < THRESHOLD ? 'near' : 'differs';
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

/** Rounds of ages, as facts of the entries of the shifts that told them. */
function agesClosedBy(openings: readonly Opening[]): Map<string, number> {
  const cards = new Map<string, number>();
  for (const { event } of openings) {
    if (event.kind !== 'shift-closed' || typeof event.worked_on !== 'string') continue;
    const quarter = quarterOf(event.worked_on);
    const from: number[] = [];
    for (let at = 0; typeof event[`counted-ages-from-${at}`] === 'number'; at += 1)
      from.push(Number(event[`counted-ages-from-${at}`]));
    if (from.length === 0) continue;
    for (const [at, band] of bandNames(from).entries()) {
      const name = ageName({ quarter, band });
      cards.set(name, (cards.get(name) ?? 0) + Number(event[`counted-ages-cards-${at}`]));
    }
  }
  return cards;
}
