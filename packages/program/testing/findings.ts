import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speaker } from '@commonkey/words';
import { wordFault } from '../explain.ts';
import { programWords } from '../words.ts';
import { type Edit, planted } from './planted.ts';

/** Something wrong in one place, and the line that the check has to say of it. */
export type Finding = [what: string, file: string, path: string, edit: Edit, expected: string];

/** Declares a test for each: it is refused, found where it is, and every fault that comes with it is worded. */
export function finds(table: readonly Finding[]): void {
  for (const [what, file, path, edit, expected] of table)
    test(`check finds ${what}`, () => {
      const { status, faults, program } = planted(file, path, edit);
      assert.equal(status, 'refused');
      assert.equal(program, undefined);
      const lines = faults.map((fault) => {
        const meant = expected.includes(' meant=') ? ` meant=${fault.params.meant}` : '';
        return `${fault.file} ${fault.path} ${fault.code}${meant}`;
      });
      assert.ok(lines.includes(expected), `${expected} not in:\n${lines.join('\n')}`);
    });

  test('every fault is worded with a remedy in each language', () => {
    for (const [, file, path, edit] of table)
      for (const fault of planted(file, path, edit).faults)
        for (const [language, catalogue] of Object.entries(programWords)) {
          const { problem, remedy } = wordFault(speaker(language, catalogue), fault);
          assert.ok(problem.length > 5 && remedy.length > 5, `${language} ${fault.code}`);
        }
  });
}
