import type { DayNumber } from './day-number.ts';
import type { Window } from './window.ts';

/** Records held, month by month. A record is held from the day it is received to the day before it is due. */
export type Held = {
  /** On the last day of each month. */
  readonly count: readonly number[];
  /** Sum of what is held on each day of the month. */
  readonly days: readonly number[];
  /** Of all that came before the end of the window, those that nothing ever ends. */
  readonly endless: number;
};

/** Adds up how many records lie on each day of a window, from the days on which some come and go. */
export class Tally {
  readonly #window: Window;
  readonly #first: DayNumber;
  /** Change on each day; one place more for what goes after the window. */
  readonly #change: Float64Array;
  #endless = 0;

  constructor(window: Window) {
    this.#window = window;
    this.#first = window.starts[0] ?? 0;
    this.#change = new Float64Array((window.starts.at(-1) ?? 0) - this.#first + 1);
  }

  /** `due` is the first day without them, Infinity where it never comes. */
  add(count: number, received: DayNumber, due: DayNumber): void {
    if (due === Number.POSITIVE_INFINITY) this.#endless += count;
    if (due <= received) return;
    this.#at(received, count);
    this.#at(due, -count);
  }

  held(): Held {
    const { starts } = this.#window;
    const count: number[] = [];
    const days: number[] = [];
    let now = 0;
    for (let month = 0; month + 1 < starts.length; month++) {
      let sum = 0;
      for (let day = starts[month] ?? 0; day < (starts[month + 1] ?? 0); day++) {
        now += this.#change[day - this.#first] ?? 0;
        sum += now;
      }
      count.push(now);
      days.push(sum);
    }
    return { count, days, endless: this.#endless };
  }

  #at(day: DayNumber, change: number): void {
    const place = Math.min(Math.max(day - this.#first, 0), this.#change.length - 1);
    this.#change[place] = (this.#change[place] ?? 0) + change;
  }
}
