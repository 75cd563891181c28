import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test as plain } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import sharp from 'sharp';
import { addCards } from '../../../records/testing/office.ts';
import { openingOf } from '../../../register/openings.ts';
import { publishedDemands } from '../../../register/publications.ts';
import { pageShown } from '../../../register/scanned-pages.ts';
import { cityHall } from '../../../staff/testing/city-hall.ts';
import { committedLeaves } from '../../../store/committed.ts';
import { forOneServer, type TestDatabase } from '../../../testing/database.ts';
import { plainJpeg } from '../../../uploads/plain-jpeg.ts';
import { withSegments } from '../../../uploads/testing/jpeg.ts';
import { MARKER } from '../../../uploads/testing/marker.ts';
import { issueLetter, prepareLetter } from '../../demands/papers/letters.ts';
import { scopeFile } from '../../demands/scope-file.ts';
import { addStep } from '../../demands/steps.ts';
import { act, decided, registered } from '../../demands/testing/hall.ts';
import { sendFile } from '../../demands/testing/send-file.ts';
import { oneDemand } from '../../demands/view.ts';
import type { Colleague } from '../../testing/colleagues.ts';
import { lawsOf } from './covered.ts';
import { loggedScans, redactionLog } from './log.ts';
import { filledFrom, readDrawn } from './read-boxes.ts';

const LAW = 'private-information';
const box = (n: number, more: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      page: '1',
      left: '10',
      top: '20',
      width: '30,5',
      height: '5.5',
      law: LAW,
      reason: 'where a witness lives',
      ...more,
    }).map(([field, value]) => [`b${n}-${field}`, value]),
  );

plain('what is wrong with a box stands at its field, and all that was typed can be put right', () => {
  const read = (form: Record<string, string>) => readDrawn(form, { pages: 2, laws: [LAW] });
  const fault = (form: Record<string, string>) => read(form).faults;
  assert.deepEqual(read(box(4)).drawn, {
    pages: [1, 2],
    boxes: [
      {
        page: 1,
        left: 10,
        top: 20,
        width: 30.5,
        height: 5.5,
        exemption: LAW,
        reason: 'where a witness lives',
      },
    ],
  });
  assert.deepEqual(fault({}), { whole: 'redact-nothing' });
  assert.deepEqual(read({ whole: 'on' }).drawn, { pages: [1, 2], boxes: [] });
  assert.deepEqual(fault({ ...box(1), whole: 'on' }), { whole: 'redact-not-whole' });
  assert.deepEqual(fault(box(1, { width: '0.1' })), { 'b1-width': 'redact-thin' });
  assert.deepEqual(fault(box(1, { left: '100' })), { 'b1-left': 'redact-outside' });
  for (const wrong of ['', '-1', '101', 'ten', '1e1', '0x10'])
    assert.deepEqual(fault(box(2, { top: wrong })), { 'b2-top': 'redact-side' }, wrong);
  assert.deepEqual(fault(box(1, { page: '3' })), { 'b1-page': 'redact-page' });
  assert.deepEqual(fault({ ...box(1, { page: '2' }), 'leave-2': 'on' }), { 'b1-page': 'redact-page' });
  assert.deepEqual(fault(box(1, { left: '50', width: '60' })), { 'b1-width': 'redact-beyond' });
  assert.deepEqual(fault(box(1, { top: '90', height: '10.5' })), { 'b1-height': 'redact-beyond' });
  assert.deepEqual(fault(box(1, { left: '50', width: '50.1' })), {}, 'the edge, as it is drawn');
  assert.deepEqual(fault(box(1, { law: 'another' })), { 'b1-law': 'redact-law' });
  assert.deepEqual(fault(box(1, { reason: ' ' })), { 'b1-reason': 'redact-reason' });
  assert.deepEqual(fault(box(1, { reason: 'x'.repeat(301) })), { 'b1-reason': 'redact-reason-long' });
  assert.deepEqual(fault({ 'leave-1': 'on', 'leave-2': 'on', whole: 'on' }), { 'leave-1': 'redact-no-page' });

  const { drawn } = read({ ...box(3, { page: '2' }), 'leave-1': 'on' });
  assert.deepEqual(drawn?.boxes[0]?.page, 1, 'a page’s place in the copy');
  assert.ok(drawn);
  assert.deepEqual(read({ ...filledFrom(drawn, 2) } as Record<string, string>).drawn, drawn);
});

/** Stripes, and beside the pixels a word that must stay nowhere. */
async function photo(shade: number): Promise<Buffer> {
  const raw = Buffer.alloc(400 * 300 * 3, shade);
  for (let at = 0; at < raw.length; at += 7) raw[at] = 255 - shade;
  const jpeg = await sharp(raw, { raw: { width: 400, height: 300, channels: 3 } })
    .jpeg()
    .toBuffer();
  return withSegments(jpeg, [0xfe, MARKER], [0xe1, Buffer.from(`Exif\0\0${MARKER}`)]);
}

async function scanned(
  db: TestDatabase,
  t: Parameters<typeof registered>[1],
  more: Record<string, string> = {},
) {
  const hall = await registered(db, t, more);
  // The fence that draws the pages ends with its origin.
  t.after(() => hall.law.visitor.app.close());
  const page = `/demands/${hall.demand.id}`;
  for (const shade of [200, 120]) {
    const file = await photo(shade);
    const sent = await sendFile(hall.law, page, {
      ...{ url: `${page}/scan`, fields: {}, name: 'scan', file, type: 'image/jpeg' },
    });
    assert.equal(sent.statusCode, 303, sent.body.slice(0, 300));
    hall.context.setTime(new Date(hall.context.clock.now().getTime() + 1000));
  }
  return { ...hall, path: `${page}/redact` };
}

const digestIn = (body: string): string | undefined => /name="digest" value="([0-9a-f]{64})"/.exec(body)?.[1];
const both = { 'seen-1': 'on', 'seen-2': 'on' };
const propose = (one: Colleague, path: string, form: Record<string, string>) =>
  one.visitor.form(path, path, form);
const agree = (other: Colleague, path: string, fields: Record<string, string>) =>
  other.visitor.form(`${path}/second`, `${path}/agree`, fields);

forOneServer('the scan of a paper, for the public', (test) => {
  test('T2, T12: two law officers make it public; it is black where it was covered, and nothing of the paper is left beside', async (db, t) => {
    const { context, law, other, path, demand } = await scanned(db, t);
    const sent = await propose(law, path, { ...box(1), ...box(2, { page: '2', left: '50', width: '50' }) });
    assert.equal(sent.statusCode, 303, sent.body.slice(0, 500));
    const pages = () => db.store.read.selectFrom('published_pages').selectAll().execute();
    assert.deepEqual(await pages(), [], 'sealed until another has looked');
    assert.equal(
      digestIn((await law.visitor.get(`${path}/second`)).body),
      undefined,
      'not by whoever made it',
    );
    const digest = digestIn((await other.visitor.get(`${path}/second`)).body) ?? '';

    const refusals: [Colleague, Record<string, string>, number][] = [
      [law, { digest, ...both }, 409],
      [other, { digest: '0'.repeat(64), ...both }, 409],
      [other, { digest, 'seen-1': 'on' }, 422],
    ];
    for (const [who, fields, status] of refusals)
      assert.equal((await agree(who, path, fields)).statusCode, status);
    assert.deepEqual(await pages(), []);
    assert.equal((await agree(other, path, { digest, ...both })).statusCode, 303);
    assert.equal((await agree(other, path, { digest, ...both })).statusCode, 409, 'once');

    const [shown] = await publishedDemands(db.store.read);
    const scan = shown?.said.scan ?? [];
    assert.deepEqual(
      scan.map(({ covered }) => covered.map(({ citation, left }) => [citation, left])),
      [[['Model City Records Code 4-2(b)', 10]], [['Model City Records Code 4-2(b)', 50]]],
    );
    assert.doesNotMatch(shown?.row.said ?? '', /witness/, 'counsel’s reason stays sealed');
    assert.ok(shown);
    assert.equal((await committedLeaves(db.store.read, [leafOf(openingOf(shown.row))])).size, 1);

    const { public: open } = await cityHall(context);
    const register = await open.inject({ url: '/demands', headers: { accept: 'text/html' } });
    assert.match(register.body, /\/demands\/R-2026-1\/paper/);
    const paper = await open.inject({ url: '/demands/R-2026-1/paper', headers: { accept: 'text/html' } });
    const addresses = [...paper.body.matchAll(/src="(\/demands\/pages\/[^"]+)"/g)].map(
      ([, src]) => src ?? '',
    );
    assert.equal(addresses.length, 2);
    for (const [at, url] of addresses.entries()) {
      const answer = await open.inject({ url });
      assert.equal(answer.headers['content-type'], 'image/jpeg');
      const jpeg = answer.rawPayload;
      assert.equal(createHash('sha256').update(jpeg).digest('hex'), scan[at]?.digest);
      assert.deepEqual(plainJpeg(jpeg), { width: 400, height: 300 });
      assert.ok(!jpeg.includes(MARKER));
      const { left = 0, top = 0, width = 0, height = 0 } = scan[at]?.covered[0] ?? {};
      const under = await sharp(jpeg)
        .extract({
          left: left * 4,
          top: top * 3,
          width: Math.round(width * 4),
          height: Math.ceil(height * 3),
        })
        .raw()
        .toBuffer();
      assert.deepEqual([...new Set(under)], [0]);
    }
    const json = await open.inject({ url: '/demands.json' });
    assert.equal(json.json().demands[0].scan.length, 2);
    await t.test('words that become public later stand beside it, and it stays', async () => {
      const at = `/demands/${demand.id}/public`;
      await law.visitor.form(at, at, { copy: 'All papers of [name].' });
      const words = digestIn((await other.visitor.get(at)).body) ?? '';
      assert.equal((await other.visitor.form(at, `${at}/agree`, { digest: words })).statusCode, 303);
      const [now] = await publishedDemands(db.store.read);
      assert.deepEqual([now?.said.copy, now?.said.scan], ['All papers of [name].', scan]);
    });
    await t.test(
      'two take the pages off again: then they are at no address, and the words stay',
      async () => {
        context.setTime(new Date(context.clock.now().getTime() + 1000));
        assert.equal((await law.visitor.form(path, `${path}/off`, {})).statusCode, 303);
        const off = digestIn((await other.visitor.get(`${path}/second`)).body) ?? '';
        assert.equal((await agree(other, path, { digest: off })).statusCode, 303);
        const [now] = await publishedDemands(db.store.read);
        assert.deepEqual([now?.said.copy, now?.said.scan], ['All papers of [name].', undefined]);
        const gone = (await other.visitor.get(`${path}/second`)).body;
        assert.doesNotMatch(gone, /These are the pictures that are public/);
        assert.match(gone, /The pages are off the register since March 2, 2026/);
        for (const url of [...addresses, '/demands/R-2026-1/paper'])
          assert.equal((await open.inject({ url, headers: { accept: 'text/html' } })).statusCode, 404, url);
        assert.equal(await pageShown(db.store.read, scan[0]?.digest ?? ''), null);
        assert.equal((await pages()).length, 2, 'what was public is on file');
      },
    );
  });

  test('while an order of silence runs nothing of it comes out, whoever agrees', async (db, t) => {
    const { law, other, path, context } = await scanned(db, t, { gag: 'ordered' });
    assert.equal((await propose(law, path, box(1))).statusCode, 303, 'it can be made ready');
    const look = await other.visitor.get(`${path}/second`);
    assert.equal(digestIn(look.body), undefined);
    assert.match(look.body, /order of silence/i);
    const made = /value="(2026-03-02T[^"]+)"/.exec(look.body)?.[1] ?? '';
    assert.notEqual(made, '');
    assert.equal((await agree(other, path, { digest: '0'.repeat(64), ...both })).statusCode, 409);
    assert.deepEqual(await publishedDemands(db.store.read), []);
    assert.deepEqual(await db.store.read.selectFrom('published_pages').select('digest').execute(), []);
    assert.ok(lawsOf(context.program.program).length > 0);
  });

  test('EX-06: no picture makes “no such records” public while it is not so; a closed demand’s answer was so on its day', async (db, t) => {
    const { law, other, path, context, demand, item } = await scanned(db, t, {
      'item1-class-card-record': 'on',
      'item1-from': '',
      'item1-until': '',
    });
    await act(law, demand, 'search', { item, found: 'none', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'none' });
    await act(law, demand, 'checks', { 'call-back': 'yes' });
    await decided({ context }, [law, other], demand, { item, outcome: 'no-records' });
    const view = await oneDemand(context, demand.id);
    const scope = view.items[0] && scopeFile(view, view.items[0]);
    const wish = {
      ...{ letter: 'response' as const, to: 'The issuer', grounds: [], own: '' },
      ...{ responsible: 'Ada Example', scopes: { 1: scope ?? '' } },
    };
    const letter = await prepareLetter(context, demand.id, { wish, by: law.id, language: 'en' });
    await issueLetter(context, demand.id, { letter, by: other.id });
    assert.equal((await propose(law, path, { ...box(1), 'leave-2': 'on' })).statusCode, 303);
    const digest = digestIn((await other.visitor.get(`${path}/second`)).body) ?? '';
    await addCards(context, ['2028-03-01']);
    const refused = await agree(other, path, { digest, 'seen-1': 'on' });
    assert.equal(refused.statusCode, 409);
    assert.deepEqual(await publishedDemands(db.store.read), []);
    assert.equal((await act(law, demand, 'close', {})).statusCode, 303);
    assert.equal((await agree(other, path, { digest, 'seen-1': 'on' })).statusCode, 303);
    const [shown] = await publishedDemands(db.store.read);
    assert.deepEqual([shown?.said.items[0]?.outcome, shown?.said.scan?.length], ['no-records', 1]);
    const since = /has read of this demand since March 2, 2026/;
    for (const page of [`/demands/${demand.id}`, `/demands/${demand.id}/public`])
      assert.doesNotMatch((await law.visitor.get(page)).body, since, page);
    await db.store.write((tx) =>
      addStep(context, tx, demand.id, { step: 'gag', found: 'ordered' }, law.id, { closed: true }),
    );
    for (const page of [`/demands/${demand.id}`, `/demands/${demand.id}/public`])
      assert.match((await law.visitor.get(page)).body, since, `${page}: ordered too late`);
  });

  test('a form with faults comes back with all of it, and a page that is left out is in no copy', async (db, t) => {
    const { law, other, path } = await scanned(db, t);
    const wrong = await propose(law, path, {
      ...box(1, { top: 'high', reason: 'a child’s name' }),
      'leave-2': 'on',
    });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /value="high"/);
    assert.match(wrong.body, /a child’s name/);
    assert.match(wrong.body, /Box 1: Write a number from 0 to 100/);
    assert.match(wrong.body, /name="leave-2" form="redact" checked/);
    assert.equal((await propose(law, path, { ...box(1), 'leave-2': 'on' })).statusCode, 303);
    const again = await law.visitor.get(path);
    assert.match(again.body, /value="30.5"/, 'a copy that waits is gone on from');
    const digest = digestIn((await other.visitor.get(`${path}/second`)).body) ?? '';
    assert.equal((await agree(other, path, { digest, 'seen-1': 'on' })).statusCode, 303);
    const [shown] = await publishedDemands(db.store.read);
    assert.equal(shown?.said.scan?.length, 1);
  });

  test('it is for law officers with a fresh touch alone, and the log says who covered what and who looked', async (db, t) => {
    const { law, other, path, join, context, demand } = await scanned(db, t);
    const records = await join(['records-officer']);
    for (const url of [path, `${path}/second`])
      assert.equal((await records.visitor.get(url)).statusCode, 403, url);
    assert.equal((await propose(law, path, box(1))).statusCode, 303);
    context.setTime(new Date(context.clock.now().getTime() + 6 * 60_000));
    const stale = await propose(other, path, box(1));
    assert.notEqual(stale.statusCode, 303);
    await other.touch();
    const digest = digestIn((await other.visitor.get(`${path}/second`)).body) ?? '';
    assert.equal((await agree(other, path, { digest, ...both })).statusCode, 303);
    const pdf = await other.visitor.form(`${path}/second`, `${path}/log`, {});
    assert.equal(pdf.headers['content-type'], 'application/pdf');
    assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-');
    const { openAbout } = await import('../../demands/sealed.ts');
    const entries = await openAbout(context, 'process', { demand: demand.id, by: other.id });
    const logged = await loggedScans(db.store.read, demand.id, entries);
    const { program } = context.program;
    const say = (key: string, values: object = {}) => `${key} ${JSON.stringify(values)}`;
    const body = redactionLog(await oneDemand(context, demand.id), logged, {
      ...{ say, language: 'en', program },
      called: new Map([
        [law.id, 'The first'],
        [other.id, 'The second'],
      ]),
    });
    const facts = new Map(body.blocks.flatMap((one) => (one.kind === 'fact' ? [[one.label, one.text]] : [])));
    const of = (label: string) => facts.get(`redact.log-${label} {}`);
    assert.deepEqual(
      [of('by'), of('second'), of('day'), of('law'), of('reason')],
      ['The first', 'The second', 'March 2, 2026', 'Model City Records Code 4-2(b)', 'where a witness lives'],
    );
  });
});
