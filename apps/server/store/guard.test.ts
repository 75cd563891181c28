import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { isFault } from '@commonkey/words';
import { sql } from 'kysely';
import { forEachServer } from '../testing/database.ts';
import { openPool } from './connect.ts';
import { guarded, isRefusal, UNIQUE_VIOLATION } from './guard.ts';
import { openJobs } from './jobs.ts';
import { openStore, type Writer, wholeTransaction } from './store.ts';

const MARKER = 'MARKERMARISOL';

/** Everything of an error that a log, a page or a queue could show, its causes included. */
function everythingIn(error: unknown): string {
  const stack = error instanceof Error ? `${error.stack} ${error.message}` : '';
  return `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)} ${stack}`;
}

/** What PostgreSQL quotes a value in: DETAIL of a row, DETAIL of a key, the message itself, and the failing statement. */
const QUOTING: Readonly<Record<string, { sqlstate: string; run: (tx: Writer) => Promise<unknown> }>> = {
  'a NOT NULL failure': { sqlstate: '23502', run: raw(sql`insert into marked values (${MARKER}, null)`) },
  'a CHECK failure': { sqlstate: '23514', run: raw(sql`insert into marked values (${MARKER}, -1)`) },
  'a UNIQUE failure': {
    sqlstate: UNIQUE_VIOLATION,
    run: raw(sql`insert into marked values (${MARKER}, 1), (${MARKER}, 2)`),
  },
  'a value of a wrong type': { sqlstate: '22P02', run: raw(sql`select ${MARKER}::text::integer`) },
  'a statement with the value in it': { sqlstate: '42601', run: raw(sql.raw(`selec '${MARKER}'`)) },
};

function raw(query: ReturnType<typeof sql>): (tx: Writer) => Promise<unknown> {
  return (tx) => query.execute(wholeTransaction(tx));
}

forEachServer('database errors', (test) => {
  for (const [name, { sqlstate, run }] of Object.entries(QUOTING)) {
    test(`T9: ${name} shows SQLSTATE and constraint, and nothing of the row`, async ({ store, address }) => {
      const pool = openPool(address, { max: 1, readOnly: false });
      await pool.query('create table marked (person text unique, age integer not null check (age > 0))');
      await pool.end();
      const error = await store.write(run).catch((thrown: unknown) => thrown);
      assert.ok(isRefusal(error, sqlstate), everythingIn(error));
      assert.ok(!everythingIn(error).includes(MARKER), everythingIn(error));
    });
  }

  test('T9: the marker is there to be leaked: an unguarded connection quotes it', async ({ address }) => {
    const pool = openPool(address, { max: 1, readOnly: false });
    const error = await pool.query('select $1::text::integer', [MARKER]).catch((thrown: unknown) => thrown);
    await pool.end();
    assert.ok(everythingIn(error).includes(MARKER));
    const cut = await guarded(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
    assert.ok(!everythingIn(cut).includes(MARKER));
  });

  test('a unique failure can be told by its constraint', async ({ store }) => {
    const twice = store.write(async (tx) => {
      const row = { commitment: new Uint8Array(32) };
      await tx.insertInto('ledger_unsequenced').values([row, row]).execute();
    });
    await assert.rejects(twice, (e) => isRefusal(e, UNIQUE_VIOLATION, 'ledger_unsequenced_pkey'));
  });

  test('a reader cannot write, whatever its type is made to say', async ({ store }) => {
    const forced = store.read as unknown as Writer;
    const write = forced.insertInto('schema_migrations').values({ name: 'x' }).execute();
    await assert.rejects(write, (e) => isRefusal(e, '25006'));
  });

  test('a server that is not there is unreachable, not a stack of addresses', async () => {
    const store = openStore({ host: '127.0.0.1', port: 1, user: 'u', password: MARKER, database: 'd' });
    const error = await store.read
      .selectFrom('schema_migrations')
      .selectAll()
      .execute()
      .catch((e: unknown) => e);
    await store.close();
    assert.ok(isFault(error) && error.code === 'database-unreachable', everythingIn(error));
    assert.ok(!everythingIn(error).includes(MARKER));
  });

  test('T9: a failed job keeps a code and no words', async ({ address, store }) => {
    const logged: unknown[] = [];
    const jobs = await openJobs(address, (event) => logged.push(event));
    const failed = Promise.withResolvers<void>();
    try {
      await jobs.on('records.sweep', async () => {
        setImmediate(failed.resolve);
        throw new Error(MARKER);
      });
      await store.write((tx) => jobs.send(tx, 'records.sweep', {}));
      await failed.promise;
    } finally {
      await jobs.stop();
    }
    const pool = openPool(address, { max: 1, readOnly: true });
    const { rows } = await pool.query<{ kept: string }>('select job::text as kept from pgboss.job job');
    await pool.end();
    assert.equal(rows.length, 1);
    assert.match(rows[0]?.kept ?? '', /unexpected/);
    assert.ok(!`${JSON.stringify(rows)} ${JSON.stringify(logged)}`.includes(MARKER));
  });
});
