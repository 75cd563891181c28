import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const APPS = fileURLToPath(new URL('..', import.meta.url));
const SERVER_SIDE = ['server', 'keeper', join('cli', 'serve'), join('cli', 'doctor')];

type Source = { path: string; text: string };
const sourcesIn = (folders: readonly string[], wanted: (name: string) => boolean): readonly Source[] =>
  folders.flatMap((folder) =>
    readdirSync(join(APPS, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && wanted(name))
      .map((name) => join(APPS, folder, name))
      .map((path) => ({ path: relative(APPS, path), text: readFileSync(path, 'utf8') })),
  );
const sources = sourcesIn(
  SERVER_SIDE,
  (name) => !/\.test\.tsx?$|(^|\/)(testing|node_modules|\.compile-[^/]*)\//.test(name),
);

/** Files other than the allowed ones in which a pattern occurs. */
function offenders(pattern: RegExp, allowed: (path: string) => boolean, among = sources): string[] {
  return among.filter(({ path, text }) => !allowed(path) && pattern.test(text)).map(({ path }) => path);
}

const RULES: Readonly<
  Record<string, { pattern: RegExp; allowed: (path: string) => boolean; breach: string }>
> = {
  'only config/env.ts looks at the environment': {
    pattern: /process\s*\.\s*env\b|process\[['"]env|from 'node:process'/,
    allowed: (path) => path === 'server/config/env.ts',
    breach: 'const url = process.env.DATABASE_URL;',
  },
  'nothing is deleted outside the holds room': {
    pattern: /\bdeleteFrom\b|\bdelete\s+from\b|\btruncate\s+(table\s+)?[a-z]|\bdrop\s+table\b|\bmergeInto\b/i,
    allowed: (path) => path.startsWith('server/holds/'),
    breach: 'await sql`delete from cards`.execute(tx);',
  },
  'the whole transaction is for the store and the holds room': {
    pattern: /\bwholeTransaction\b/,
    allowed: (path) => path.startsWith('server/store/') || path.startsWith('server/holds/'),
    breach: "import { wholeTransaction } from '../store/store.ts';",
  },
  'only the store opens connections': {
    pattern: /\bopenPool\b|\bnew (Pool|Client|Kysely|PgBoss)\b|from 'pg'|from "pg"/,
    allowed: (path) => path.startsWith('server/store/'),
    breach: "import { Pool } from 'pg';",
  },
  'changes go through a transaction that was handed in': {
    pattern: /\b(?!tx\b)\w+\s*\.\s*(insertInto|updateTable)\(/,
    allowed: () => false,
    breach: "await db.insertInto('cards').values(card).execute();",
  },
  'the log is the typed one': {
    pattern: /\bconsole\s*\.\s*\w+|process\.std(out|err)\.write/,
    allowed: (path) => path === 'keeper/main.ts',
    breach: 'console.log(request.url);',
  },
  'time and chance are handed in': {
    pattern: /\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\b/,
    // What a browser's own clock shows is what a sign in sends (docs/adr/0052-a-second-word.md).
    allowed: (path) =>
      path.startsWith('server/store/postgres/') ||
      ['keeper/main.ts', 'server/staff/browser/staff.ts'].includes(path),
    breach: 'const now = new Date();',
  },
};

/** Where the day is asked of a machine's clock on purpose: the ledger's, a copy's and a receipt's days are those of UTC. */
const DAYS_OF_UTC = [
  'server/audit/kept-leaves.test.ts',
  'server/backup/backup.test.ts',
  'server/backup/cut-short.test.ts',
];
const LOCAL_DAY = /clock\.now\(\)\.toISOString\(\)\.slice\(0, 10\)/;

describe('rules of the house, read from its sources', () => {
  test('a test asks for the city’s day: in its evening that of UTC is another one', () => {
    const tests = sourcesIn(
      ['server'],
      (name) => /\.test\.tsx?$|(^|\/)testing\//.test(name) && !/house-rules/.test(name),
    );
    assert.ok(tests.length > 100, `${tests.length}`);
    assert.deepEqual(
      offenders(LOCAL_DAY, (path) => DAYS_OF_UTC.includes(path), tests),
      [],
    );
    const planted = [{ path: 'server/x.test.ts', text: 'context.clock.now().toISOString().slice(0, 10)' }];
    assert.deepEqual(
      offenders(LOCAL_DAY, () => false, planted),
      ['server/x.test.ts'],
    );
  });
  test('there are sources to read', () => assert.ok(sources.length > 40, `${sources.length}`));
  for (const [name, { pattern, allowed, breach }] of Object.entries(RULES)) {
    test(name, () => {
      assert.deepEqual(offenders(pattern, allowed), []);
      const planted = [{ path: 'server/cards/service.ts', text: breach }];
      assert.deepEqual(
        offenders(pattern, allowed, planted),
        ['server/cards/service.ts'],
        'the rule sees a breach',
      );
    });
  }
});
