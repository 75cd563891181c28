import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../../tests/pages/look-over.ts';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { onlineCity, openFrontDoor } from '../../papers/testing/origin.ts';
import type { Session } from '../../staff/service.ts';
import { words as staffWords } from '../../staff/words.ts';
import { together } from '../../ui/catalogues.ts';
import { addHeldStyle } from '../../ui/held-style.ts';
import { digestOf } from '../digest.ts';
import { QUESTION_NAMES } from '../list.ts';
import { REVIEWS_PATH } from '../paths.ts';
import { standingOf } from '../standing.ts';
import { ReviewsPage } from './reviews-page.tsx';
import { words } from './words.ts';

const ME = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const TODAY = '2026-11-22';

/** The page as a law officer sees it who signed for the records office before: one question is done, one is half, the rest are open. */
function page(context: Context): OfficeRoutes {
  const row = (question: 'name' | 'birth', office: 'law-officer' | 'records-officer', signed_by: string) => ({
    question,
    digest: digestOf(question),
    office,
    signed_by,
    signed_on: '2026-11-20',
  });
  const rows = [
    row('name', 'records-officer', OTHER),
    row('name', 'law-officer', ME),
    row('birth', 'records-officer', ME),
  ];
  const all = QUESTION_NAMES.map((name) => standingOf(name, rows, TODAY));
  const session: Session = {
    tokenHash: new Uint8Array(32),
    staffId: ME,
    called: 'A colleague',
    roles: ['law-officer'],
    freshAt: context.clock.now(),
  };
  return {
    words: together(staffWords, words),
    public: (app) => {
      addHeldStyle(app);
      app.get(REVIEWS_PATH, async (request, reply) =>
        reply.page(<ReviewsPage {...{ context, request, session, all }} today={TODAY} />),
      );
    },
  };
}

test('T11: the page on which staff sign for questions, in a browser', { timeout: 120_000 }, async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-test-'));
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir });
  if (!browser) return;
  const { origin } = await openFrontDoor(t, await onlineCity(), [page]);
  const tab = await browser.context.newPage();
  await tab.goto(`${origin}${REVIEWS_PATH}?lang=en`);
  await lookOver(tab, 'reviews');
  await tab.goto(`${origin}${REVIEWS_PATH}?lang=es`);
  await fits(tab, 'reviews in Spanish');
  const folder = process.env.CK_SHOTS;
  if (folder === undefined) return;
  for (const width of [320, 1200]) {
    await tab.setViewportSize({ width, height: 900 });
    await tab.goto(`${origin}${REVIEWS_PATH}?lang=en`);
    await tab.screenshot({ path: join(folder, `reviews-${width}.png`) });
  }
});
