import type { Reach } from '../adversaries.ts';
import type { DemandItem } from '../demand/schema.ts';
import type { RecordClass } from '../demand/vocabulary.ts';
import type { HoldForm } from '../holds.ts';
import type { Channel, Volumes } from '../volumes-schema.ts';
import type { HeldThing } from './holds-in.ts';
import type { Verdict } from './judge.ts';
import { Span, type WhenItEnds } from './span.ts';

/** People by what is known of whether they are meant. Nobody who is ruled out is in it. */
export type Meant = Readonly<Record<Exclude<Verdict, 'no'>, number>>;

/** One kind of thing in one series. */
export type Row = {
  readonly series: string;
  readonly channel: Channel;
  readonly holds: string;
  readonly class: RecordClass;
  readonly form: HoldForm;
  readonly reach: Reach;
  /** Whether the item asks for this class of records. */
  readonly asked: boolean;
  readonly people: Meant;
  /** Of some of them nobody counted how many there are: `people` is the least. */
  readonly atLeast: boolean;
  /** Sealed files, rows or things. */
  readonly objects: number;
  /** Null where nobody has said how many there are to a person. */
  readonly documents: number | null;
  readonly ends: WhenItEnds;
};

/** A row that is still being counted. */
type Counting = Omit<Row, 'documents' | 'ends' | 'people' | 'atLeast' | 'objects'> & {
  people: Record<keyof Meant, number>;
  atLeast: boolean;
  objects: number;
  span: Span;
};

export const nobody = (): Record<keyof Meant, number> => ({ yes: 0, reading: 0, unknown: 0 });

export class Rows {
  readonly #rows = new Map<string, Counting>();

  row(
    { series, holds, hold: { class: kind, form } }: HeldThing,
    channel: Channel,
    records: DemandItem['records'],
    reach: Reach,
  ): Counting {
    const key = `${series} ${channel} ${holds} ${form}`;
    const found = this.#rows.get(key);
    if (found) return found;
    const made = {
      series,
      channel,
      holds,
      class: kind,
      form,
      reach,
      asked: records === 'all' || records.includes(kind),
      people: nobody(),
      atLeast: false,
      objects: 0,
      span: new Span(),
    };
    this.#rows.set(key, made);
    return made;
  }

  finished(volumes: Pick<Volumes, 'documents'>): Row[] {
    return [...this.#rows.values()].map(({ span, ...row }) => ({
      ...row,
      documents: documentsOf(row, volumes),
      ends: span.ends(),
    }));
  }
}

function documentsOf(
  { channel, holds, people }: Pick<Row, 'channel' | 'holds' | 'people'>,
  { documents }: Pick<Volumes, 'documents'>,
): number | null {
  const each = documents.find((one) => one.channel === channel && one.holds === holds)?.each;
  if (each === undefined) return null;
  return (Math.round(each * 100) * (people.yes + people.reading + people.unknown)) / 100;
}
