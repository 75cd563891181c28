import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { onlineCity } from '../vault/testing/hall.ts';
import { cell, certificateCsv, csv } from './csv.ts';
import { certified, PAPERS } from './testing/hall.ts';
import { PAPER } from './testing/paper.ts';
import { readCsv } from './testing/read-csv.ts';

describe('the certificate as CSV', () => {
  test('has what it lists under names for machines', async () => {
    const program = certified(await onlineCity());
    const at = new Date('2026-03-02T18:00:00Z');
    const [heads = [], cells = [], ...more] = readCsv(certificateCsv(PAPER, program, at));
    assert.deepEqual(more, []);
    const row = Object.fromEntries(heads.map((head, place) => [head, cells[place]]));
    assert.deepEqual(
      [row.series, row.application, row.item, row.due_from, row.due_through, row.volume],
      [PAPERS, '26-017', '4', '2026-03-01', '2026-04-20', '2717'],
    );
    assert.deepEqual(
      [row.records_dates, row.records_from, row.records_through],
      ['reckoned', '2025-09', '2026-03'],
      'the inclusive dates of the records, in months',
    );
    assert.deepEqual(
      [row.schedule_commission, row.schedule_approved_on],
      ['Local Records Commission', '2026-01-13'],
    );
    assert.deepEqual([row.authority, row.rules_on], ['Local Records Commission', '2026-03-02']);
    assert.deepEqual([row.filed_on, row.disposal_on], ['2026-03-02', '2026-04-01']);
  });

  test('no cell is a formula, whatever stands in the rules, and every cell reads back as it was', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string()).map(([a, b]) => a + b),
      fc.constant('a "quoted", cell\r\nof two lines'),
    );
    fc.assert(
      fc.property(fc.array(odd, { minLength: 1, maxLength: 6 }), (cells) => {
        const [head = [], read = []] = readCsv(csv(['x'], [cells]));
        assert.deepEqual(head, ['x']);
        assert.deepEqual(
          read.map((one) => (/^'[=+\-@\t\r]/.test(one) ? one.slice(1) : one)),
          cells.map((one) => (/^'[=+\-@\t\r]/.test(one) ? one.slice(1) : one)),
        );
        for (const one of read) assert.doesNotMatch(one, /^[=+\-@\t\r]/);
      }),
      { seed: 5, numRuns: 500 },
    );
    assert.equal(cell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`);
    assert.equal(cell(-3), '"-3"', 'a number is none');
  });
});
