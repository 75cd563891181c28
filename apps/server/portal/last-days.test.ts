import assert from 'node:assert/strict';
import type { Program } from '@commonkey/program';
import { cataloguesOf, RESIDENT_ROOMS } from '../../../scripts/resident-rooms.ts';
import { forOneServer } from '../testing/database.ts';
import { EXISTS_PATH, MORE_PATH, PHOTO_PATH } from './after/paths.ts';
import { back, decided } from './after/testing/sent.ts';
import { groupCode } from './code.ts';
import type { Applicant } from './testing/applicant.ts';
import { ADULT, fillIn } from './testing/fill-in.ts';
import { type PortalHall, portalHall } from './testing/hall.ts';
import { ready } from './testing/ready.ts';

/** Sentences that promise a last day of what is sent, found by what they say, and the page that each stands on. */
const STANDS_ON: Record<string, string> = {
  'start.way-online-keeps': '/',
  'start.channel-latest': '/apply',
  'apply.notice.papers': '/apply/what-we-keep',
  'apply.notice.card': '/apply/what-we-keep',
  'apply.papers.until': '/apply/papers/residency',
  'apply.face.until': '/apply/face',
  'apply.done.keep': '/apply/done',
  'after.exists-day': EXISTS_PATH,
  'after.more-sealed': `${MORE_PATH}/residency`,
  'after.photo-until': PHOTO_PATH,
};
/** Who, name, birth, mail, address: then the papers are known. */
const PAGES_TO_PAPERS = 5;
const EXCEPTION = 'If we say no and you appeal, the days start again on the day you appeal.';
const LATEST = /\{day\}.*at the latest|at the latest.*\{day\}/;

const english = Object.assign({}, ...RESIDENT_ROOMS.map((room) => cataloguesOf(room).en)) as Record<
  string,
  string
>;

forOneServer('UX-02: a last day and the appeal that begins it anew', (test) => {
  test('every sentence with a last day is known here, and has its page', async () => {
    const said = Object.keys(english).filter((key) => LATEST.test(english[key] ?? ''));
    assert.deepEqual(said.toSorted(), Object.keys(STANDS_ON).toSorted());
  });

  test('on each such page the exception stands beside it; in each language it has words', async (db, t) => {
    const hall = await portalHall(db, t);
    const pages = await walk(hall);
    for (const [key, path] of Object.entries(STANDS_ON)) {
      const page = pages.get(path) ?? assert.fail(path);
      assert.match(page, sentence(key), `${path} says ${key}`);
      assert.ok(page.includes(EXCEPTION), `${path}: ${key} without the exception`);
    }
    const home = await hall.visitor().get('/?lang=es');
    assert.match(home.body, /Si decimos que no y usted apela, los plazos empiezan de nuevo/);
  });

  test('a program without an appeal promises none', async (db, t) => {
    const hall = await portalHall(db, t, { change: withoutAppeal });
    for (const [path, page] of await walk(hall)) assert.ok(!page.includes('you appeal'), path);
  });
});

/** Each page as somebody meets it who fills in and sends, as its text. */
async function walk(hall: PortalHall): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const look = async (person: Applicant, path: string) => {
    const { statusCode, body } = await person.get(path);
    assert.equal(statusCode, 200, path);
    pages.set(path, body.replaceAll(/<[^>]+>/g, ''));
  };
  for (const path of ['/', '/apply', '/apply/what-we-keep']) await look(hall.visitor(), path);
  const half = hall.visitor();
  await half.begin();
  await fillIn(half, ADULT, PAGES_TO_PAPERS).catch(() => {});
  for (const path of ['/apply/papers/residency', '/apply/face']) await look(half, path);
  const { person, code } = await ready(hall);
  await person.form('/apply/check', '/apply/send', {});
  for (const path of ['/apply/done', EXISTS_PATH]) await look(person, path);
  await decided(hall, hall.officers[0], { verdict: 'ask', unmet: ['residency'], face: true });
  const asked = await back(hall, groupCode(code));
  for (const path of [`${MORE_PATH}/residency`, PHOTO_PATH]) await look(asked, path);
  return pages;
}

/** An English sentence, whatever its values are. */
function sentence(key: string): RegExp {
  const parts = (english[key] ?? assert.fail(key)).split(/\{[a-z]+\}/);
  return new RegExp(parts.map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')).join('.{3,40}'));
}

const withoutAppeal = (program: Program): Program => ({
  ...program,
  channels: {
    ...program.channels,
    ...(program.channels.portal && { portal: { ...program.channels.portal, appealDays: 0 } }),
  },
});
