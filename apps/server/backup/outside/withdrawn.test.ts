import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { placeHold } from '../../holds/holding.ts';
import { over } from '../../holds/testing/scope.ts';
import { keeperOf } from '../../keeper/client.ts';
import { findByCode } from '../../portal/after/find.ts';
import { APPROVE, NO_SECOND_LOOK } from '../../portal/after/testing/rows.ts';
import { back, decided, sent } from '../../portal/after/testing/sent.ts';
import { portalHall } from '../../portal/testing/hall.ts';
import { openStore } from '../../store/store.ts';
import { forOneServer } from '../../testing/database.ts';
import { openBlobs } from '../../vault/blobs/open.ts';
import { openVault } from '../../vault/open.ts';
import { replay } from '../replay.ts';
import { restoreBackup } from '../restore.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { writeBackup } from '../write.ts';
import { readWithdrawn } from './files.ts';
import { keepOutside } from './keep.ts';

forOneServer('an application that was taken back after the backup', (test) => {
  test('T6 I3: its code opens nothing after a restore, though a hold keeps its keys; who did not take theirs back comes in', async (db, t) => {
    const hall = await portalHall(db, t, { ...NO_SECOND_LOOK, patient: true });
    const { context } = hall;
    const { config, clock, random, vault, store } = context;
    const gone = await sent(hall);
    await takeBack(gone.code);
    await keepOutside(context);
    assert.deepEqual(await readWithdrawn(config.dataFolder), [], 'what is gone has no tag');

    const leaving = await sent(hall);
    await decided(hall, hall.officers[0], APPROVE);
    await placeHold(store, over(null), randomUUID(), { clock, random, inFlight: vault.inFlight });
    const staying = await sent(hall);
    const parts = { config, address: db.address, blobs: openBlobs(config.blobs), clock };
    const folder = join(config.dataFolder, 'backup');
    await writeBackup({ ...parts, issuer: config.issuer }, folder);
    await takeBack(leaving.code);
    assert.ok((await vault.heads(store.read, leaving.id)).length > 0, 'and it is kept');
    await keepOutside(context);
    const said = await readFile(join(config.dataFolder, 'kept', 'withdrawn.json'), 'utf8');
    assert.equal(JSON.parse(said).length, 1);
    assert.ok(!said.includes(leaving.id) && !said.includes(leaving.code));

    const copy = await restored();
    assert.ok(await findByCode(copy, leaving.code), 'the copy has forgotten it');
    assert.equal((await replay(copy))?.withdrawn, 1);
    assert.equal(await findByCode(copy, leaving.code), undefined);
    assert.ok(await findByCode(copy, staying.code));
    const row = await copy.store.read
      .selectFrom('applications')
      .select(['state', 'ends_on'])
      .where('id', '=', leaving.id)
      .executeTakeFirstOrThrow();
    const [before] = await store.read
      .selectFrom('applications')
      .select(['state', 'ends_on'])
      .where('id', '=', leaving.id)
      .execute();
    assert.deepEqual(row, before);
    const kept = await copy.vault.heads(copy.store.read, leaving.id);
    assert.deepEqual(kept, await vault.heads(store.read, leaving.id), 'kept by the hold, to the same days');
    assert.equal((await readWithdrawn(config.dataFolder)).length, 1, 'and remembered for the next time');
    assert.equal(await replay(copy), null);

    async function takeBack(code: string) {
      const person = await back(hall, code);
      await person.open('/apply/withdraw');
      await person.answer();
      assert.equal(await findByCode(context, code), undefined);
    }

    async function restored(): Promise<Context> {
      const empty = await emptyDatabase(db.address);
      const old = openStore(empty.address, { read: 2, write: 2 });
      t.after(async () => {
        await old.close();
        await empty.drop();
      });
      await restoreBackup({ ...parts, address: empty.address }, folder);
      const { holds, log, program } = context;
      const asked = {
        holds,
        keeper: keeperOf({ config }),
        blobs: parts.blobs,
        program: program.program,
        clock,
        random,
        log,
      };
      return { ...context, store: old, vault: openVault({ ...asked, store: old }) };
    }
  });
});
