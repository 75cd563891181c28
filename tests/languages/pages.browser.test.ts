import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext as NodeTest } from 'node:test';
import { residentWords } from '@commonkey/program/resident-words.ts';
import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { words as cards } from '../../apps/server/cards/words.ts';
import { loadProgram } from '../../apps/server/config/program.ts';
import { words as board } from '../../apps/server/events/board/words.ts';
import { words as helpers } from '../../apps/server/events/helpers/words.ts';
import { words as sites } from '../../apps/server/events/sites/words.ts';
import { words as events } from '../../apps/server/events/words.ts';
import { ledgerWords } from '../../apps/server/ledger/page/words.ts';
import { words as publicRecords } from '../../apps/server/legal/requests/proactive/words.ts';
import { words as papers } from '../../apps/server/papers/words.ts';
import { words as after } from '../../apps/server/portal/after/words.ts';
import { words as safety } from '../../apps/server/portal/safety/words.ts';
import { words as portal } from '../../apps/server/portal/words.ts';
import { words as open } from '../../apps/server/public/words.ts';
import { words as questions } from '../../apps/server/questions/words.ts';
import { words as register } from '../../apps/server/register/words.ts';
import { words as sharing } from '../../apps/server/sharing/words.ts';
import { cityHall } from '../../apps/server/staff/testing/city-hall.ts';
import { testContext } from '../../apps/server/testing/context.ts';
import { forOneServer, type TestDatabase } from '../../apps/server/testing/database.ts';
import { words as ui } from '../../apps/server/ui/words.ts';
import { uploadWords } from '../../apps/server/uploads/words.ts';
import { keeperIn } from '../../apps/server/vault/testing/hall.ts';
import { browserOrSkip } from '../browser/launch.ts';
import { fits } from '../pages/look-over.ts';
import { clipped, pageOf, plainText } from './in-browser.ts';
import { addPseudo, PSEUDO } from './pseudo.ts';

const ONLINE = join(import.meta.dirname, '../../programs/model-city-online');
/** Pages that stand on the shelf of a browser rather than being read. */
const FILES = /^\/(assets|status|\.well-known)\/|\.(json|csv|css|js)$/;

/** Who looks at what the city refused, by a name of its own. */
const REVIEWS = 'Model City Records Review Board';
/** The engine knows no month of a language that nobody speaks. */
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month)),
);

addPseudo(
  ui,
  open,
  events,
  helpers,
  sites,
  board,
  ledgerWords,
  publicRecords,
  register,
  sharing,
  questions,
  cards,
  papers,
  portal,
  after,
  safety,
  uploadWords,
  residentWords,
);

/** The online city, every page of it in the pseudo-languages too, and its public pages without a parameter. */
async function pseudoCity({ store }: TestDatabase, t: NodeTest) {
  const keeper = await keeperIn(t);
  const env = { COMMONKEY_DATA: keeper.folder, COMMONKEY_KEEPER_SOCKET: keeper.socket };
  const { program: real, files } = await loadProgram(ONLINE);
  const words = { ...real.words };
  addPseudo(words);
  const city = { ...real.city, languages: [...real.city.languages, ...PSEUDO] };
  const program = { ...real, city, words };
  const context = testContext(store, { env, program, files, time: new Date() });
  const paths: string[] = [];
  const origins = await cityHall(context, (origin, { method, url }) => {
    if (origin === 'public' && method === 'GET' && !/[:*]/.test(url) && !FILES.test(url)) paths.push(url);
  });
  t.after(async () => {
    for (const one of Object.values(origins)) await one.close();
  });
  const { origin } = context.config.origins.public;
  return { app: origins.public, origin, paths, names: [city.cardName, REVIEWS, city.name, ...MONTHS] };
}

/** Something to read: the door by which somebody leaves is empty. */
async function isPage(app: FastifyInstance, path: string): Promise<boolean> {
  const { statusCode, body } = await app.inject({ url: path, headers: { accept: 'text/html' } });
  // A page whose words are missing answers 500, and is no page that may be passed over.
  assert.ok(statusCode < 500 || statusCode === 503, `${path} answers ${statusCode}`);
  return statusCode === 200 && body.includes('<main');
}

async function readIn(page: Page, tag: string, names: readonly string[], what: string): Promise<void> {
  assert.equal(await page.locator('html').getAttribute('lang'), tag, what);
  assert.equal(await page.locator('html').getAttribute('dir'), tag === 'ar-XB' ? 'rtl' : 'ltr', what);
  assert.deepEqual(await plainText(page, names), [], `${what}: words from no catalogue`);
  for (const menu of await page.locator('nav.languages summary').all()) await menu.click();
  await page.setViewportSize({ width: 320, height: 640 });
  assert.deepEqual(await clipped(page), [], `${what}: cut off at 320 px`);
  await fits(page, what);
}

forOneServer('LA-03: pages for residents in languages that nobody speaks', (test) => {
  test('every sentence comes from a catalogue, and none is cut off or lies on another', async (db, t) => {
    // Letters do not ask which database their page came from.
    if (db.server !== 'embedded') return;
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-languages-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const { app, origin, paths, names } = await pseudoCity(db, t);
    const page = await pageOf(browser.context, app);
    const read: string[] = [];
    for (const path of [...new Set(paths)]) {
      if (!(await isPage(app, path))) continue;
      read.push(path);
      for (const tag of PSEUDO) {
        await page.goto(`${origin}${path}?lang=${tag}`);
        await readIn(page, tag, names, `${path} ${tag}`);
      }
    }
    for (const path of ['/', '/what-we-hold', '/report-lost', '/papers', '/leaving'])
      assert.ok(read.includes(path), path);
    await page.goto(`${origin}/nowhere?lang=ar-XB`);
    await readIn(page, 'ar-XB', [...names, 'not-found'], 'an error');
  });
});
