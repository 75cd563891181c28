import type { PlainDate } from '@commonkey/program';
import { type DayNumber, dateOf } from '../day-number.ts';

/** The first days without it: of what goes first, of what goes last, and of how many people it never goes. */
export type WhenItEnds = {
  readonly first: PlainDate | null;
  readonly last: PlainDate | null;
  readonly endless: number;
};

export class Span {
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #endless = 0;

  add(due: DayNumber, people: number): void {
    if (due === Number.POSITIVE_INFINITY) {
      this.#endless += people;
      return;
    }
    this.#first = Math.min(this.#first, due);
    this.#last = Math.max(this.#last, due);
  }

  ends(): WhenItEnds {
    const none = this.#last === Number.NEGATIVE_INFINITY;
    return {
      first: none ? null : dateOf(this.#first),
      last: none ? null : dateOf(this.#last),
      endless: this.#endless,
    };
  }
}
