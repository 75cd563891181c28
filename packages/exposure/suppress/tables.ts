import type { Wanted } from './suppress.ts';

/** Counts of one release, by two properties: `cells[row][column]`. */
export type Table = {
  readonly period: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly number[])[];
};

const atom = (period: string, row: string, column: string): string => `${period}|${row}|${column}`;

/** A table as the numbers it would show, the coarsest first: its total, its margins, its cells (PC-03). */
export function numbersOf({ period, rows, columns, cells }: Table): Wanted[] {
  const at = (row: number, column: number) => cells[row]?.[column] ?? 0;
  const of = (id: string, places: readonly (readonly [number, number])[]): Wanted => ({
    id: `${period}|${id}`,
    atoms: places.map(([row, column]) => atom(period, rows[row] ?? '', columns[column] ?? '')),
    value: places.reduce((sum, [row, column]) => sum + at(row, column), 0),
  });
  const across = (row: number) => columns.map((_, column) => [row, column] as const);
  const down = (column: number) => rows.map((_, row) => [row, column] as const);
  return [
    of(
      '*|*',
      rows.flatMap((_, row) => across(row)),
    ),
    ...rows.map((name, row) => of(`${name}|*`, across(row))),
    ...columns.map((name, column) => of(`*|${name}`, down(column))),
    ...rows.flatMap((name, row) => columns.map((other, column) => of(`${name}|${other}`, [[row, column]]))),
  ];
}

/** All periods since the first together, in the same shape: what a reader could subtract from one report to the next. */
export function sinceTheFirst(tables: readonly Table[]): Wanted[] {
  const all = tables.map(numbersOf);
  const [first = []] = all;
  const last = tables.at(-1)?.period ?? '';
  return first.map((one, at) => {
    const same = all.flatMap((numbers) => numbers[at] ?? []);
    return {
      id: `until ${last}|${one.id.split('|').slice(1).join('|')}`,
      atoms: same.flatMap(({ atoms }) => atoms),
      value: same.reduce((sum, { value }) => sum + value, 0),
    };
  });
}
