import assert from 'node:assert/strict';
import { sentencesOf } from '@commonkey/words';
import { cataloguesOf, RESIDENT_ROOMS } from '../../../scripts/resident-rooms.ts';
import { lapse } from '../review/service.ts';
import { withSecondLooks } from '../review/testing/hall.ts';
import { forOneServer } from '../testing/database.ts';
import * as paths from './after/paths.ts';
import { APPROVE, codeOn, DENY } from './after/testing/rows.ts';
import { back, decided, sent } from './after/testing/sent.ts';
import { setSwitch } from './switch/set-switch.ts';
import type { Applicant } from './testing/applicant.ts';
import { ADULT, fillIn } from './testing/fill-in.ts';
import { type PortalHall, portalHall } from './testing/hall.ts';

const { APPEAL_PATH, CORRECT_PATH, DESTROY_PATH, EXISTS_PATH, FOLLOW_PATH } = paths;
const { MORE_PATH, PHOTO_PATH, PICK_UP_PATH, WITHDRAW_PATH } = paths;
/** Who, name, birth, mail, address: then the papers are known. */
const PAGES_TO_PAPERS = 5;
/** Longer than anything may wait to be decided, and shorter than the days to read that nobody did. */
const LATE = 45 * 86_400_000;
/** Letters after which a piece of a sentence is no other's. */
const TELLING = 20;
const ROOMS = ['ui/words', 'portal/words', 'portal/after/words', 'portal/safety/words'];
const english: Readonly<Record<string, string>> = Object.assign(
  {},
  ...RESIDENT_ROOMS.filter(({ folder }) => ROOMS.some((room) => folder.endsWith(`server/${room}`))).map(
    (room) => sentencesOf(cataloguesOf(room).en ?? {}),
  ),
);

/** What leaves room for a hold that may be secret: one of these stands once on each page that names an end. */
const CAVEATS = ['start.channel-hold', 'start.days-law', 'after.exists-law', 'after.withdrawn-law'];
const SAYS_SO = /\blaw\b/;
/** Names a day of destruction, or one that depends on it. */
const ENDS = /\b(destroy(s|ed)?|gone|until|at the latest)\b/i;
const DATED = /\{day\}|\{period\}|\bdays?\b/;
/** Names no day itself, or says how long something stays at least; or is a rule that this city does not have. */
const NO_END = [
  'start.kept.ends_on',
  'start.kept-after-issue',
  'after.door-exists-note',
  'apply.fits.person',
  'apply.without.person',
  'safety.does-sent',
  'over.lead',
  'closed.lead-over',
  'start.channel-approved-later',
];

const dated = Object.entries(english).filter(
  ([key, text]) =>
    !NO_END.includes(key) &&
    !CAVEATS.includes(key) &&
    text.split(/(?<=[.?!])\s/).some((one) => ENDS.test(one) && DATED.test(text) && !SAYS_SO.test(one)),
);

forOneServer('T12: a day of destruction, and what the law may make us keep', (test) => {
  test('every page that names one says so, once; every sentence that names one stands on a page', async (db, t) => {
    const pages = await walk(await portalHall(db, t, { change: withSecondLooks(0) }));
    const met = new Set<string>();
    for (const [path, page] of pages) {
      const here = dated.filter(([, text]) => says(page, text)).map(([key]) => key);
      for (const key of here) met.add(key);
      const caveats = CAVEATS.flatMap((key) => page.split(english[key] ?? assert.fail(key)).slice(1));
      // The start page speaks of two things: the register of cards, and what is sent online.
      const most = path === '/' ? 2 : 1;
      const least = here.length > 0 ? most : 0;
      assert.ok(caveats.length >= least, `${path}: ${here.join(', ')} without a word of the law`);
      assert.ok(caveats.length <= most, `${path}: said more than once`);
    }
    assert.deepEqual(
      dated.map(([key]) => key).filter((key) => !met.has(key)),
      [],
      'stands on no page that was looked at',
    );
  });
});

/** Each page as somebody meets it, as its text. */
async function walk(hall: PortalHall): Promise<Map<string, string>> {
  const { context, officers } = hall;
  const [officer, another] = officers;
  const pages = new Map<string, string>();
  const keep = (name: string, body: string) => pages.set(name, body.replaceAll(/<[^>]+>/g, ''));
  const look = async (person: Applicant, state: string, ...paths: string[]) => {
    for (const path of paths) keep(`${path} ${state}`.trim(), (await person.get(path)).body);
  };
  await look(hall.visitor(), '', '/', '/apply', '/apply/what-we-keep', '/apply/return');

  const first = hall.visitor();
  await first.open('/apply/lives-here');
  await first.answer({ answer: 'yes' });
  await first.open('/apply/device');
  const sheet = await first.answer({ device: 'own' });
  keep('/apply/code', sheet.body);
  await first.answer();
  await fillIn(first, ADULT, PAGES_TO_PAPERS).catch(() => {});
  await look(first, '', '/apply/papers/residency', '/apply/face');
  await look(first, 'draft', WITHDRAW_PATH, EXISTS_PATH);
  const turn = (suspended: boolean) =>
    context.store.write((tx) => setSwitch(context, tx, { suspended, by: officer?.staffId ?? '' }));
  await turn(true);
  keep('/apply/next paused', (await first.open('/apply/next')).body);
  await look(first, 'paused', '/', '/apply');
  await turn(false);
  await fillIn(first, ADULT);
  await look(first, '', '/apply/check');
  await first.form('/apply/check', '/apply/send', {});
  await look(first, '', '/apply/done');
  await look(first, 'waiting', FOLLOW_PATH, EXISTS_PATH, WITHDRAW_PATH, CORRECT_PATH);
  await decided(hall, officer, { verdict: 'ask', unmet: ['residency'], face: true });
  await look(first, 'asked', FOLLOW_PATH, EXISTS_PATH, MORE_PATH, `${MORE_PATH}/residency`, PHOTO_PATH);

  for (const [end, path] of [
    ['appealed', APPEAL_PATH],
    ['ended', DESTROY_PATH],
  ] as const) {
    const { code } = await sent(hall);
    await decided(hall, officer, DENY);
    const denied = await back(hall, code);
    await look(denied, 'denied', FOLLOW_PATH, APPEAL_PATH, DESTROY_PATH, EXISTS_PATH);
    await denied.open(path);
    keep(end, (await denied.answer()).body);
    await look(denied, end, FOLLOW_PATH, EXISTS_PATH);
    if (end === 'ended') continue;
    await decided(hall, another, APPROVE);
    await look(denied, 'approved', FOLLOW_PATH, EXISTS_PATH, PICK_UP_PATH, WITHDRAW_PATH);
  }
  context.setTime(new Date(context.clock.now().getTime() + LATE));
  await lapse(context);
  const late = await back(hall, codeOn(sheet.body));
  await look(late, 'lapsed', FOLLOW_PATH, EXISTS_PATH);
  return pages;
}

/** Whether a page says an English sentence, whatever its values and cases are: by its longer pieces between them. */
function says(page: string, text: string): boolean {
  const pieces = text.split(/[{}#]/);
  const long = Math.min(TELLING, Math.max(...pieces.map(({ length }) => length)));
  return pieces.some((piece) => piece.length >= long && page.includes(piece));
}
