import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../context.ts';
import { keeperOf } from '../../keeper/client.ts';
import { wholeTransaction } from '../../store/store.ts';
import { forOneServer } from '../../testing/database.ts';
import type { SealedRecord } from '../../vault/vault.ts';
import { exempt, issueLetter, prepareLetter } from './letters.ts';
import { logRequest } from './log-request.ts';
import { linkScope } from './scope.ts';
import { APPLIED, ASKED, EVERYBODY, FACTS, hall } from './testing/hall.ts';

forOneServer('what was sealed for a write that fails', (test) => {
  test('T5: what was sealed for a write that fails ends at once; what a commit may have kept is left alone', async (db, t) => {
    const { context, log, of, ann, prepare } = await hall(db, t);
    const sealed: SealedRecord[] = [];
    const seal: Context['vault']['seal'] = async (record) => {
      const one = await context.vault.seal(record);
      sealed.push(one);
      return one;
    };
    const alive = async () => {
      const items = sealed.splice(0).map(({ epoch, slot }) => ({ epoch, slot }));
      return (await keeperOf(context).ask('vault-alive', { items })).alive;
    };
    const { store, vault } = context;
    const seen = { ...context, vault: { ...vault, seal } };
    /** Goes on while the database refuses a kind of row. */
    const refused = async (table: string, go: () => Promise<void>) => {
      const name = sql.table(table);
      const alter = (how: RawBuilder<unknown>) =>
        db.store.write((tx) => sql`alter table ${name} ${how}`.execute(wholeTransaction(tx)));
      await alter(sql`add constraint full_disk check (false) not valid`);
      await assert.rejects(go(), { code: 'database-refused' });
      await alter(sql`drop constraint full_disk`);
    };
    const id = await log();
    const letter = { letter: 'denied', words: FACTS } as const;
    await exempt(context, id, { exemption: 'private-information', of: 'papers' }, ann);
    const tries: [string, () => Promise<void>][] = [
      ['record_request_steps', () => linkScope(seen, id, APPLIED, ann)],
      ['record_request_steps', () => prepareLetter(seen, id, letter, ann)],
      ['record_requests', () => logRequest(seen, { ...ASKED, id: randomUUID() }, ann)],
      ['vault_records', () => linkScope(seen, id, APPLIED, ann)],
    ];
    for (const [table, go] of tries) {
      await refused(table, go);
      assert.deepEqual(await alive(), [false], table);
    }
    await linkScope(seen, id, APPLIED, ann);
    assert.deepEqual(await alive(), [true], 'kept');
    const lost: Context['store']['write'] = async (work) => {
      await store.write(work);
      throw new Error('no answer to the commit');
    };
    await assert.rejects(linkScope({ ...seen, store: { ...store, write: lost } }, id, EVERYBODY, ann));
    assert.deepEqual(await alive(), [true], 'nobody knew that it was kept, and it was');
    assert.equal((await of(id)).steps.filter(({ step }) => step === 'scoped').length, 2);
    await prepare(id, 'denied');
    await issueLetter(context, id, ann);
    await assert.rejects(linkScope(seen, id, APPLIED, ann), { code: 'request-over' });
    assert.deepEqual(await alive(), [false], 'it was over meanwhile');
  });
});
