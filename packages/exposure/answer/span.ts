import type { PlainDate } from '@commonkey/program';
import { type DayNumber, dateOf } from '../day-number.ts';
import type { Alive } from './cells.ts';

/**
 * The first days without it: of what goes first, of what goes last, and of how many people it never goes. What a hold or a
 * missing certificate keeps has no day until somebody has acted, and is counted by itself.
 */
export type WhenItEnds = {
  readonly first: PlainDate | null;
  readonly last: PlainDate | null;
  readonly endless: number;
  readonly held: number;
  readonly uncertified: number;
};

export class Span {
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #endless = 0;
  #held = 0;
  #uncertified = 0;

  add(due: DayNumber, people: number, waits?: Alive['waits']): void {
    if (waits === 'hold') this.#held += people;
    else if (waits === 'certificate') this.#uncertified += people;
    else if (due === Number.POSITIVE_INFINITY) this.#endless += people;
    else {
      this.#first = Math.min(this.#first, due);
      this.#last = Math.max(this.#last, due);
    }
  }

  ends(): WhenItEnds {
    const none = this.#last === Number.NEGATIVE_INFINITY;
    return {
      first: none ? null : dateOf(this.#first),
      last: none ? null : dateOf(this.#last),
      endless: this.#endless,
      held: this.#held,
      uncertified: this.#uncertified,
    };
  }
}
