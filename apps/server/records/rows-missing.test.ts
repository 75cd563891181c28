import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { keepOutside } from '../backup/outside/keep.ts';
import type { Context } from '../context.ts';
import { placeHold } from '../holds/holding.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { HOLDS_PATH, holdPath } from '../legal/paths.ts';
import { setRole } from '../staff/members.ts';
import { signedIn } from '../staff/testing/signed-in.ts';
import { openPool } from '../store/connect.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { draftCertificate } from './draft.ts';
import { certificatePath } from './paths.ts';
import { addCards, CARD_SERIES, officeContext } from './testing/office.ts';

forOneServer('the records office, where somebody has removed rows', (test) => {
  test('I8: says above all that its registers are not whole, and nothing of it while they are', async ({
    store,
    address,
  }, t) => {
    const keeper = await keeperIn(t);
    const dataFolder = await mkdtemp(join(tmpdir(), 'ck-missing-'));
    t.after(() => rm(dataFolder, { recursive: true, force: true }));
    const base = await officeContext(store);
    const context = { ...base, config: { ...base.config, dataFolder, keeperSocket: keeper.socket } };
    await addCards(context, ['2026-03-01']);
    const { visitor, id } = await signedIn(context, ['records-officer']);
    const wish = { series: CARD_SERIES, through: '2026-03-02' };
    const paper = await draftCertificate(context, store, wish, randomUUID());
    assert.equal(await keepOutside(context), true);
    const pages = ['/records', certificatePath(paper)];
    for (const path of pages)
      assert.doesNotMatch((await visitor.get(path)).body, /not as (it was|they were)/, path);
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query(`set session_replication_role = replica; delete from disposal_certificates;
      update certificate_steps set stayed = 7`);
    for (const path of pages)
      assert.match((await visitor.get(path)).body, /1 row of these registers is not as it was/, path);
    await setAltered(context, pool, id);
    for (const path of pages)
      assert.match((await visitor.get(path)).body, /1 hold or certificate is not as it was written/, path);
    const found = await store.read.selectFrom('legal_holds').select('id').executeTakeFirstOrThrow();
    const law = [await visitor.get(HOLDS_PATH), await visitor.get(holdPath(found.id))];
    for (const { body } of law) {
      assert.match(body, /Changed behind the service/);
      assert.match(body, /Somebody changed it in the database/);
      assert.doesNotMatch(body, /Lift it/);
    }
    assert.match(law[1]?.body ?? '', /Put it right/);
  });
});

async function setAltered(context: Context, pool: Pool, officer: string): Promise<void> {
  const { store } = context;
  await store.write((tx) => setRole(tx, officer, 'law-officer', true));
  await placeHold(store, EVERYTHING, officer, context);
  await pool.query(
    'update legal_holds set released_at = now(), released_by = placed_by, release_asked_by = id',
  );
}
