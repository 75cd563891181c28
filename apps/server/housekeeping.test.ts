import assert from 'node:assert/strict';
import { tellEnded } from './housekeeping.ts';
import { openLog } from './http/log.ts';
import type { TableName } from './store/database.ts';
import { HOLDINGS } from './store/holdings.ts';
import { testContext } from './testing/context.ts';
import { forOneServer } from './testing/database.ts';
import { modelCity } from './testing/model-city.ts';

forOneServer('what the log says of what ended', (test) => {
  test('every table by a series that can be written', async ({ store }) => {
    const { holds } = testContext(store, await modelCity());
    const lines: string[] = [];
    const { log } = openLog(
      (line) => void lines.push(line),
      () => new Date(),
    );
    const tables = Object.keys(HOLDINGS) as TableName[];
    const one = { destroyed: 1, held: 0, awaiting: 0 };
    tellEnded({ holds, log }, Object.fromEntries(tables.map((table) => [table, one])));
    assert.equal(lines.length, tables.length);
    assert.deepEqual(
      lines.filter((line) => line.includes('dropped')),
      [],
    );
    assert.ok(lines.some((line) => line.includes('"series":"desk-keys"')));
  });
});
