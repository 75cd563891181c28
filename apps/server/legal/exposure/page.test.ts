import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { portalHall } from '../../portal/testing/hall.ts';
import { ready } from '../../portal/testing/ready.ts';
import { forEachServer } from '../../testing/database.ts';
import { colleagues } from '../testing/colleagues.ts';

const APRIL = readFileSync(
  new URL('../../../../programs/chicago-2025/demands/2025-04-17.yaml', import.meta.url),
  'utf8',
);

forEachServer('the law department’s page of exposure', (test) => {
  test('the demand of April 2025, asked of this city: the sentence, the clauses, what there is; one line in the log', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    await ready(await portalHall(db, t));
    const join = await colleagues(hall.context);
    const { visitor, id } = await join(['law-officer']);
    assert.match(
      (await visitor.get('/exposure')).body,
      /<textarea[^>]*id="scope"[^>]*>format: commonkey-demand-1/,
    );
    const page = await visitor.form('/exposure', '/exposure', { scope: APRIL, as: 'court-order' });
    assert.equal(page.statusCode, 200, page.body);
    assert.match(page.body, /class="answer">Nothing that it asks for is held: no document, no application\./);
    assert.match(page.body, /cannot be determined/);
    assert.match(page.body, /<dd>1 no<\/dd>/, 'the draft is there, and was never sent');
    const lines = hall.context.events.filter((event) => JSON.stringify(event).includes('"exposure"'));
    assert.equal(lines.length, 1);
    assert.deepEqual(Object.keys(lines[0] ?? {}).sort(), ['count', 'event', 'scope', 'staff']);
    assert.ok(JSON.stringify(lines).includes(id));
  });

  test('a demand that cannot be asked says why, and what was written is not lost; nobody else sees the page', async (db, t) => {
    const { context } = await portalHall(db, t, { officers: 0 });
    const join = await colleagues(context);
    const { visitor } = await join(['law-officer']);
    const scope = APRIL.replace(/ +served: .*\n/, '').replace('from: 2022-04-17', 'from: <script>');
    const refused = await visitor.form('/exposure', '/exposure', { scope, as: 'court-order' });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /\/instrument\/served/);
    assert.match(refused.body, /from: &lt;script/);
    assert.equal(
      (await visitor.form('/exposure', '/exposure', { scope: APRIL, as: 'anybody' })).statusCode,
      400,
    );
    const { visitor: other } = await join(['records-officer', 'reviewer', 'administrator']);
    assert.equal((await other.get('/exposure')).statusCode, 403);
    assert.doesNotMatch((await other.get('/holds')).body, /href="\/exposure/);
  });
});
