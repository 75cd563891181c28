import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { portalHall } from '../../portal/testing/hall.ts';
import { ready } from '../../portal/testing/ready.ts';
import { forOneServer } from '../../testing/database.ts';
import { colleagues } from '../testing/colleagues.ts';

const APRIL = readFileSync(
  new URL('../../../../programs/chicago-2025/demands/2025-04-17.yaml', import.meta.url),
  'utf8',
);
const VOLUMES = fileURLToPath(new URL('../../../../programs/volumes/chicago-window.json', import.meta.url));

forOneServer('the law department’s page of exposure', (test) => {
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
    assert.match(
      page.body,
      /class="answer">Nothing that it asks for is held: none of what they wrote, their papers/,
    );
    assert.match(page.body, /cannot be determined/);
    assert.match(page.body, /<dd>1 no<\/dd>/, 'the draft is there, and was never sent');
    const text = page.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    assert.match(text, /Copies that others hold .*Public Library numbers that are nobody’s yet no 0/);
    const lines = hall.context.events.filter((event) => JSON.stringify(event).includes('"exposure"'));
    assert.equal(lines.length, 1);
    assert.deepEqual(Object.keys(lines[0] ?? {}).sort(), ['count', 'event', 'scope', 'staff']);
    assert.ok(JSON.stringify(lines).includes(id));
  });

  test('what if: every lever of this city’s rules, of the people whom it expects; where it has not said whom, that', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    const expecting = { ...hall.context, config: { ...hall.context.config, volumesFile: VOLUMES } };
    for (const [context, said] of [
      [hall.context, /has not said whom it expects/],
      [expecting, /<code>close:portal<\/code>/],
    ] as const) {
      const { visitor } = await (await colleagues(context))(['law-officer']);
      const form = { scope: APRIL, as: 'court-order' };
      assert.doesNotMatch(
        (await visitor.form('/exposure', '/exposure', form)).body,
        said,
        'where it is asked',
      );
      const page = await visitor.form('/exposure', '/exposure', { ...form, whatIf: 'on' });
      assert.equal(page.statusCode, 200, page.body);
      assert.match(page.body, said);
    }
  });

  test('EX-04: under the rules of 2025 in a browser: 2,717 people’s papers, and no day that ends it for those of 65 and older', async (db, t) => {
    const { context } = await portalHall(db, t, { officers: 0 });
    const { visitor } = await (await colleagues(context))(['law-officer']);
    const ask = async (rules: string) => {
      const form = { scope: APRIL, as: 'administrative-subpoena', on: '2025-04-17', rules };
      const page = await visitor.form('/exposure', '/exposure', form);
      return { code: page.statusCode, text: page.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
    };
    const then = await ask('chicago-2025');
    assert.equal(then.code, 200, then.text);
    assert.match(then.text, /on April 17, 2025 under chicago-2025 \(version 2025\)/);
    assert.match(then.text, /What it asks for can be handed over of 2,717 people\./);
    assert.match(then.text, /No day ends it for people whose card has no last day: 65 and older\./);
    assert.match(then.text, /Something that these rules keep never ends/);
    const here = await ask('model-city');
    assert.match(here.text, /Nothing that it asks for is held: none of what they wrote, their papers/);
    assert.match(here.text, /Whose paper-origin is meant cannot be determined/);
    assert.doesNotMatch(here.text, /never ends|No day ends it/);
    assert.equal((await ask('../model-city')).code, 400, 'a folder is nobody’s to name');
  });

  test('on the return date: what of it will be there then; a day that is past or none is refused with what was written', async (db, t) => {
    const { context } = await portalHall(db, t, { officers: 0 });
    const { visitor } = await (await colleagues(context))(['law-officer']);
    const ask = (on: string) =>
      visitor.form('/exposure', '/exposure', { scope: APRIL, as: 'court-order', on });
    assert.match((await ask('2099-05-01')).body, /as things stand on May 1, 2099/);
    assert.equal((await ask('')).statusCode, 200, 'today, where none is said');
    for (const on of ['2001-01-01', '2099-02-30', 'soon']) {
      const refused = await ask(on);
      assert.equal(refused.statusCode, 422, on);
      assert.match(refused.body, /Write a day that exists/);
      assert.match(refused.body, new RegExp(`value="${on}"`));
    }
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
