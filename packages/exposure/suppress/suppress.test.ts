import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { intervalOf, type Sum } from './interval.ts';
import { type Published, pinned, suppressed, THRESHOLD, WIDTH } from './suppress.ts';
import { numbersOf, sinceTheFirst, type Table } from './tables.ts';

const sum = (atoms: string, value: number): Sum => ({ atoms: [...atoms], value });

test('what can be worked out of published sums: bounded, pinned, unbounded, contradictory', () => {
  const published = [sum('ab', 12), sum('bc', 9), sum('abc', 15)];
  assert.deepEqual(intervalOf(published, ['b']), { least: 6, most: 6 });
  assert.deepEqual(intervalOf([sum('ab', 12)], ['a']), { least: 0, most: 12 });
  assert.deepEqual(intervalOf([sum('ab', 12), sum('bc', 4)], ['a']), { least: 8, most: 12 });
  assert.deepEqual(intervalOf([sum('ab', 12)], ['c']), { least: 0, most: Number.POSITIVE_INFINITY });
  assert.equal(intervalOf([sum('ab', 3), sum('a', 5)], ['b']), null);
  // Three pairs: in fractions each is half, and a sum of halves that is odd has no whole solution inside its rounding.
  assert.deepEqual(intervalOf([sum('ab', 2), sum('bc', 2), sum('ac', 2)], ['a']), { least: 1, most: 1 });
});

/** Every way in which whole numbers give what was published: the strongest attack there is, for small tables. */
function everySolution(published: readonly Sum[], atoms: readonly string[], most: number): number[][] {
  const found: number[][] = [];
  const values: number[] = [];
  const place = new Map(atoms.map((name, at) => [name, at]));
  const fits = (whole: boolean) =>
    published.every(({ atoms: of, value }) => {
      const known = of.map((name) => values[place.get(name) ?? 0]);
      const total = known.reduce<number>((all, one) => all + (one ?? 0), 0);
      return whole || !known.includes(undefined) ? total === value : total <= value;
    });
  const step = (at: number) => {
    if (at === atoms.length) {
      if (fits(true)) found.push([...values]);
      return;
    }
    for (let value = 0; value <= most; value += 1) {
      values[at] = value;
      values.length = at + 1;
      if (fits(false)) step(at + 1);
    }
    values.length = at;
  };
  step(0);
  return found;
}

const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 14 }), fc.integer({ min: 15, max: 60 }));
const table = (period: string, rows: number, columns: number): fc.Arbitrary<Table> =>
  fc
    .array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })
    .map((cells) => ({
      period,
      rows: Array.from({ length: rows }, (_, at) => `row ${at}`),
      columns: Array.from({ length: columns }, (_, at) => `column ${at}`),
      cells,
    }));

/** A half-year after the other, each with what came since the first: as a register reports. */
function reports(tables: readonly Table[]): Published[] {
  const released: Published[] = [];
  tables.forEach((one, at) => {
    const wanted = [...(at > 0 ? sinceTheFirst(tables.slice(0, at + 1)) : []), ...numbersOf(one)];
    released.push(...suppressed(released, wanted));
  });
  return released;
}

test('EX-07 PC-01 PC-02: over successive reports no small number is shown, and none can be worked out', () => {
  fc.assert(
    fc.property(fc.tuple(table('1', 2, 3), table('2', 2, 3)), (tables) => {
      const released = reports(tables);
      assert.deepEqual(pinned(released), []);
      for (const { shown, value } of released) if (shown) assert.ok(value === 0 || value >= THRESHOLD);
      assert.deepEqual(reports(tables), released, 'the same again');
    }),
    { numRuns: 40, seed: 711 },
  );
});

test('EX-07: by trying every whole solution of a small table, which is more than fractions can', () => {
  fc.assert(
    fc.property(table('1', 2, 2), (one) => {
      const small = { ...one, cells: one.cells.map((row) => row.map((value) => value % 24)) };
      const released = suppressed([], numbersOf(small));
      const shown = released.filter((number) => number.shown);
      const atoms = [...new Set(released.flatMap((number) => number.atoms))];
      const hidden = released.filter(
        (number) => !number.shown && number.value > 0 && number.value < THRESHOLD,
      );
      if (hidden.length === 0 || shown.length === 0) return;
      const top = Math.max(...released.map(({ value }) => value)) + WIDTH;
      const solutions = everySolution(shown, atoms, Math.min(top, 60));
      for (const secret of hidden) {
        const values = solutions.map((found) =>
          secret.atoms.reduce((all, name) => all + (found[atoms.indexOf(name)] ?? 0), 0),
        );
        assert.ok(Math.max(...values) - Math.min(...values) >= WIDTH, secret.id);
      }
    }),
    { numRuns: 30, seed: 712 },
  );
});

test('EX-07: a report that only adds is not harmless: what was left out may come out by subtraction', () => {
  const first: Table = { period: '1', rows: ['a', 'b'], columns: ['x'], cells: [[4], [40]] };
  const second: Table = { period: '2', rows: ['a', 'b'], columns: ['x'], cells: [[30], [40]] };
  const [naive] = [numbersOf(first), numbersOf(second), sinceTheFirst([first, second])].map((numbers) =>
    numbers.map((one): Published => ({ ...one, shown: one.value === 0 || one.value >= THRESHOLD })),
  );
  assert.ok(naive && pinned(naive).length > 0, 'hiding the small one alone hides nothing');
  assert.deepEqual(pinned(reports([first, second])), []);
  // What was shown in the first stays shown: it cannot be taken back, and the second gives way.
  const released = reports([first, second]);
  assert.ok(released.some(({ id, shown }) => id === '1|*|*' && shown));
  const gone = released.find(({ id }) => id === '2|a|*');
  assert.equal(gone?.shown, false, '34 in all less 30 now is the 4 of then');
});

test('nothing is left out for nothing: large tables and noughts are shown whole', () => {
  const large: Table = {
    period: '1',
    rows: ['a', 'b'],
    columns: ['x', 'y'],
    cells: [
      [50, 0],
      [17, 11],
    ],
  };
  assert.ok(suppressed([], numbersOf(large)).every(({ shown }) => shown));
});
