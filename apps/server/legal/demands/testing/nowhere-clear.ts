import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { wholeTransaction } from '../../../store/store.ts';
import type { TestContext } from '../../../testing/context.ts';
import type { TestDatabase } from '../../../testing/database.ts';

const TABLES = [
  ...(['demands', 'demand_items', 'demand_steps', 'demand_letters', 'demand_productions'] as const),
  ...(['demand_privileges', 'legal_holds', 'vault_records', 'ledger_unsequenced'] as const),
];

/** T2 T9: in no row of a demand, in no file of the data folder and in no line of the log do such bytes lie in clear. */
export async function nowhereClear(
  db: TestDatabase,
  context: TestContext,
  marks: readonly (string | Uint8Array)[],
): Promise<void> {
  const needles = marks.map((mark) => Buffer.from(mark));
  const clear = (bytes: Uint8Array) => needles.some((one) => Buffer.from(bytes).includes(one));
  for (const table of TABLES) {
    const { rows } = await db.store.write((tx) =>
      sql<{ row: string }>`select ${sql.ref(table)}::text as row from ${sql.table(table)}`.execute(
        wholeTransaction(tx),
      ),
    );
    for (const { row } of rows) {
      assert.ok(!clear(Buffer.from(row)), `${table} has it in clear`);
      // PostgreSQL writes bytes as hexadecimal.
      for (const [, hex = ''] of row.matchAll(/\\\\x([0-9a-f]+)/g))
        assert.ok(!clear(Buffer.from(hex, 'hex')), `${table} has its bytes in clear`);
    }
  }
  const files = await readdir(context.config.dataFolder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((one) => one.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name)).catch(() => Buffer.alloc(0));
    assert.ok(!clear(bytes), `${file.name} has it in clear`);
  }
  assert.ok(!clear(Buffer.from(JSON.stringify(context.events))), 'the log has it');
}
