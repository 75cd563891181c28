import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { isFault } from '@commonkey/words';
import { sql } from 'kysely';
import { type Store, wholeTransaction } from '../store/store.ts';
import { sureClock } from '../testing/clock.ts';
import { forEachServer } from '../testing/database.ts';
import { openHolds } from './holds.ts';
import { endOrSetAside } from './isolate.ts';
import { noMirror } from './mirror.ts';

const random = (size: number) => new Uint8Array(randomBytes(size));
const clock = sureClock(() => new Date('2026-11-22T12:00:00Z'));
const holds = () => openHolds({ series: [] }, clock, random, noMirror);

/** One-time links that are due, of which the database lets those of `bad` not go. */
async function plant(store: Store, good: number, bad: number): Promise<void> {
  await store.write(async (tx) => {
    const staff_id = randomUUID();
    const spoiled = randomUUID();
    for (const [id, count] of [
      [staff_id, good],
      [spoiled, bad],
    ] as const) {
      await tx.insertInto('staff_members').values({ id, called: 'A' }).execute();
      for (let i = 0; i < count; i += 1)
        await tx
          .insertInto('staff_invites')
          .values({ staff_id: id, token_hash: random(32), ends_at: new Date('2026-11-01T00:00:00Z') })
          .execute();
    }
    const whole = wholeTransaction(tx);
    await sql
      .raw(`create or replace function refuse() returns trigger language plpgsql as
        $$ begin if old.staff_id = '${spoiled}' then raise exception 'no'; end if; return old; end $$`)
      .execute(whole);
    await sql`drop trigger if exists refuse on staff_invites`.execute(whole);
    await sql`create trigger refuse before delete on staff_invites for each row execute function refuse()`.execute(
      whole,
    );
  });
}

forEachServer('rows that will not end', (test) => {
  test('the others end, and what is left is counted', async ({ store }) => {
    await plant(store, 9, 3);
    const swept = await holds().sweep(store);
    assert.deepEqual(swept.staff_invites, { destroyed: 9, held: 0, awaiting: 0, setAside: 3 });
    const left = await store.read.selectFrom('staff_invites').select('staff_id').execute();
    assert.equal(left.length, 3);
    const again = await holds().sweep(store);
    assert.deepEqual(again.staff_invites, { destroyed: 0, held: 0, awaiting: 0, setAside: 3 });
  });

  test('a database that is away, or full, is nobody’s fault: nothing is set aside for it', async ({
    store,
  }) => {
    await assert.rejects(
      store.write((tx) =>
        endOrSetAside(tx, ['(0,1)'], async () => {
          await sql`select 1 / 0`.execute(wholeTransaction(tx));
        }),
      ),
      (error: unknown) => isFault(error) && error.params.sqlstate === '22012',
    );
  });
});
