import type { HoldForm } from '../holds.ts';
import type { Alive } from './cells.ts';
import type { HeldThing } from './holds-in.ts';
import type { Row } from './rows.ts';

/**
 * Papers that are got, apart from the people whose they are. Of people and files it is known how many; of papers only where
 * somebody counted them beside the file, as nobody does for what is sealed.
 */
export type Papers = {
  readonly people: number;
  /** Sealed files, rows or things that papers lie in, each once. */
  readonly files: number;
  /** Null: cannot be determined. Never a nought for that. */
  readonly number: number | null;
  /** The part of them that somebody counted. */
  readonly atLeast: number;
  /** Why it cannot: it stands inside sealed files alone; or nobody has said how many there are to a person. */
  readonly because: readonly ('sealed' | 'unsaid')[];
};

const SEALED: readonly HoldForm[] = ['sealed', 'under-review', 'one-reviewer', 'one-lock', 'own-code'];

/** Papers that are still being counted, person by person. */
export class PapersGot {
  #people = 0;
  #files = 0;
  #here = new Set<Alive>();

  add({ alive, hold }: HeldThing): void {
    if (hold.class === 'papers') this.#here.add(alive);
  }

  /** What was added since is of so many people of whom the same lies there; of nobody, where they are ruled out. */
  of(people: number): void {
    if (this.#here.size > 0) this.#people += people;
    for (const { objects = 1 } of this.#here) this.#files += people * objects;
    this.#here = new Set();
  }

  /** @param got rows that are asked for and read */
  counted(got: readonly Row[]): Papers {
    const papers = got.filter((row) => row.class === 'papers');
    const unknown = papers.filter(({ documents }) => documents === null);
    const atLeast = papers.reduce((sum, { documents }) => sum + (documents ?? 0), 0);
    const because = new Set(unknown.map(({ form }) => (SEALED.includes(form) ? 'sealed' : 'unsaid')));
    return {
      people: this.#people,
      files: this.#files,
      number: unknown.length > 0 ? null : atLeast,
      atLeast,
      because: [...because],
    };
  }
}
