import { monthIndex } from '../day-number.ts';
import type { KnownField } from '../demand/vocabulary.ts';
import { THRESHOLD } from '../suppress/suppress.ts';
import type { Cell } from './cells.ts';
import type { HeldThing } from './holds-in.ts';

/**
 * How far a thing that leans to something tells people apart: whoever reads it sees those who look alike as one lot, and picks out
 * those of small lots.
 */
export type Singling = {
  /** People in the smallest lot. */
  readonly fewest: number;
  /** People of lots smaller than a published number may be (`THRESHOLD`). */
  readonly few: number;
  /** `few` of all of whom the question cannot be answered: from 0 to 1. */
  readonly score: number;
};

/**
 * The most of the people whom a question turns on that one thing may single out. A programme whose things pass it fails its tests,
 * and the answer says so.
 */
export const SINGLING_BOUND = 0.01;

/** Who reads one of these has somebody before them: nobody else looks alike. */
const ONE_PERSON: readonly KnownField[] = ['name', 'face', 'person', 'birth', 'address'];

/** Lots of one thing, by what of it looks alike. */
export class Lots {
  readonly #lots = new Map<string, number>();
  #alone = 0;

  add({ alive, hold }: HeldThing, { applied, people }: Cell): void {
    if (hold.tells.some((field) => ONE_PERSON.includes(field))) {
      this.#alone += people;
      return;
    }
    const key = [lotOf(applied.first, hold.applied), lotOf(alive.due, hold.applied), alive.waits].join();
    this.#lots.set(key, (this.#lots.get(key) ?? 0) + people);
  }

  /** @param among all of whom the question cannot be answered */
  singling(among: number): Singling {
    const lots = [...this.#lots.values()];
    const small = lots.filter((people) => people < THRESHOLD).reduce((sum, people) => sum + people, 0);
    const few = this.#alone + small;
    return {
      fewest: this.#alone > 0 ? 1 : Math.min(...lots),
      few,
      score: among === 0 ? 0 : Math.min(1, few / among),
    };
  }
}

/** As finely as the thing shows days. */
function lotOf(day: number, grain: 'day' | 'month' | undefined): number | null {
  if (!Number.isFinite(day)) return null;
  if (grain === undefined) return null;
  return grain === 'day' ? day : monthIndex(day);
}
