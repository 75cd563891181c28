import type { Selectable } from 'kysely';
import type {
  Basis,
  Form,
  Group,
  Inference,
  KeyHolder,
  Location,
  MinProcess,
  Purpose,
} from './vocabulary.ts';

/** What PostgreSQL calls the type that carries a TypeScript type; `data_type` of information_schema. */
export type PostgresType<T> = [T] extends [never]
  ? never
  : T extends string
    ? 'text' | 'uuid' | 'date' | 'jsonb'
    : T extends number
      ? 'smallint' | 'integer' | 'bigint' | 'double precision'
      : T extends boolean
        ? 'boolean'
        : T extends Date
          ? 'timestamp with time zone'
          : T extends Uint8Array
            ? 'bytea'
            : T extends readonly unknown[]
              ? 'ARRAY' | 'jsonb'
              : 'jsonb';

/**
 * When a column's content ends: with its row; when another column of the row says; or emptied earlier, at an event.
 */
export type Clock<Column extends string = string> =
  | 'row'
  | { until: Column }
  | { emptiedAt: 'shift-closed' | 'card-destroyed' | 'sign-out' | 'decision' };

/** One column. `nullable` must be said exactly where the type allows null. */
export type Holding<T, Column extends string = string> = {
  type: PostgresType<NonNullable<T>>;
  purpose: Purpose;
  basis: Basis;
  clock: Clock<Column>;
  form: Form;
  proxyFor: readonly [Inference, ...Inference[]];
} & (null extends T ? { nullable: true } : { nullable?: never });

/**
 * How the rows of a table end (T4):
 * - `by`: on the day or at the time in that NOT NULL column, by the destroyer;
 * - `vault`: likewise, but its key dies first, by the vault's own two steps;
 * - `hands`: each row stands for a thing outside the service, of the series in its column `series`; it ends when somebody says
 *   that the thing is gone, by the day in that NOT NULL column;
 * - `with`: when the row of the parent table does;
 * - `moves`: its content goes on, unchanged, in another table, so that no hold is evaded;
 * - `standing`: no row is about a person, and why it has no end.
 */
export type Disposition<Column extends string = string, Table extends string = string> =
  | { by: Column }
  | { vault: Column }
  | { hands: Column }
  | { with: Table }
  | { moves: Table }
  | { standing: 'public-accountability' | 'runs-the-service' | 'staff-decides' };

/** The column with the last day of a row; null where none says it. */
export function lastDayColumn(disposition: Disposition): string | null {
  if ('by' in disposition) return disposition.by;
  if ('vault' in disposition) return disposition.vault;
  return 'hands' in disposition ? disposition.hands : null;
}

/** Rows of several series: each says its own in the column `series`. */
export const rowsNameSeries = (disposition: Disposition): boolean =>
  'vault' in disposition || 'hands' in disposition;

export type TableHolding<Row, Table extends string = string> = {
  /** The record series these rows belong to. */
  series: string;
  /** What it is about, for whoever reads the public page. */
  group: Group;
  location: readonly [Location, ...Location[]];
  keyHolder: KeyHolder;
  /** What the city requires at least before it hands it over. */
  minProcess: MinProcess;
  disposition: Disposition<keyof Row & string, Table>;
  /** The column with the day a record speaks of, or the month (YYYY-MM), by which a hold can leave it out. */
  recorded?: keyof Row & string;
  /** Short-lived and about nothing done to a record: its ends are not receipted one by one. */
  ephemeral?: true;
  columns: { readonly [C in keyof Row & string]-?: Holding<Row[C], keyof Row & string> };
};

/** Every table of `Tables` with every column: the mapped type that makes a missing one not compile (T3). */
export type HoldingsOf<Tables, AllTables extends string = keyof Tables & string> = {
  readonly [T in keyof Tables & string]-?: TableHolding<Selectable<Tables[T]>, AllTables>;
};
