import type { DayNumber } from './day-number.ts';
import { dueDay, type Life } from './lives.ts';
import { type Held, Tally } from './tally.ts';
import type { Window } from './window.ts';

/** Records that come day by day on many paths: those whose lives are alike are counted as one. */
export class Cohorts {
  readonly #tally: Tally;
  /** Lives of each group; what is held goes with the last of them. */
  readonly #groups: (readonly Life[])[] = [];
  /** The group of each path, by the path's number. */
  readonly #groupOf: readonly number[];
  readonly #came: Float64Array;

  /** @param lives of each path, by its number; without any, nothing is kept of it */
  constructor(lives: readonly (readonly Life[])[], window: Window) {
    this.#tally = new Tally(window);
    const places = new Map<string, number>();
    this.#groupOf = lives.map((all) => {
      const distinct = [...new Map(all.map((life) => [life.key, life])).values()];
      const key = distinct
        .map((life) => life.key)
        .sort()
        .join('|');
      const place = places.get(key) ?? this.#groups.push(distinct) - 1;
      places.set(key, place);
      return place;
    });
    this.#came = new Float64Array(this.#groups.length);
  }

  /** `came`: how many came on that day on each path. */
  receive(day: DayNumber, came: Float64Array): void {
    this.#came.fill(0);
    for (let path = 0; path < came.length; path++) {
      const group = this.#groupOf[path] ?? 0;
      this.#came[group] = (this.#came[group] ?? 0) + (came[path] ?? 0);
    }
    for (let group = 0; group < this.#groups.length; group++) {
      const count = this.#came[group] ?? 0;
      if (count > 0) this.#tally.add(count, day, lastDay(this.#groups[group] ?? [], day));
    }
  }

  held(): Held {
    return this.#tally.held();
  }
}

function lastDay(lives: readonly Life[], received: DayNumber): DayNumber {
  let last = received;
  for (const life of lives) {
    const due = dueDay(life, received);
    if (due > last) last = due;
  }
  return last;
}
