import assert from 'node:assert/strict';
import { QUESTIONS } from '../../../apps/server/portal/questions/index.ts';
import { cityHall } from '../../../apps/server/staff/testing/city-hall.ts';
import type { Person } from './cell.ts';
import type { Sight } from './looking.ts';

/** The doors of a resident who applies online; everything else of the public origin is looked at elsewhere. */
const OURS = /^\/(apply|papers|leaving|leave)(\/|$)/;
/** What answers a GET and is no page to look at. */
const NO_PAGE = new Set([
  '/apply/next', // leads on to whatever is open
  '/apply/picture/:id', // a picture within a page
  '/apply/time', // what the session's clock asks
  '/apply/stay',
  '/leave', // leaves no page at all
]);
/** Nothing can be filled in wrongly there: the boxes and the photo's sliders have no wrong state. */
const NEVER_WRONG: readonly string[] = [];

/** Pages that stand in place of a question, and how they are told: there is no route of their own. */
const IN_PLACE: Readonly<Record<string, (sight: Sight) => boolean>> = {
  'intake is stopped while a draft is written': ({ path, status }) =>
    path.startsWith('/apply/ask/') && status === 503,
  'intake is stopped before a draft is sent': ({ path, status }) => path === '/apply/send' && status === 503,
};

/** A page that nobody looked at, or not in a state that it has, fails here: a new one cannot be forgotten. */
export async function assertNothingLeftOut({ hall, sights }: Person): Promise<void> {
  const routes = new Set<string>();
  const origins = await cityHall(hall.context, (origin, { method, url }) => {
    if (origin === 'public' && [method].flat().includes('GET') && OURS.test(url)) routes.add(url);
  });
  for (const one of Object.values(origins)) await one.close();
  assert.ok(routes.size > 20, 'the routes are being listed');
  for (const url of NO_PAGE) assert.ok(routes.has(url), `${url} is no route any more`);

  const seen = (pattern: RegExp) => sights.filter(({ path }) => pattern.test(path));
  const unseen = [...routes].filter((url) => !NO_PAGE.has(url) && seen(patternOf(url)).length === 0);
  const unasked = [...Object.keys(QUESTIONS), 'fits'].filter(
    (id) => seen(patternOf(`/apply/ask/${id}`)).length === 0,
  );

  const toFillIn = new Set(sights.filter(({ fillIn }) => fillIn).map(({ path }) => path));
  const neverWrong = [...toFillIn].filter(
    (path) =>
      OURS.test(path) &&
      !NEVER_WRONG.includes(path) &&
      !sights.some((one) => one.path === path && one.failed),
  );
  const notStopped = Object.keys(IN_PLACE).filter((name) => !sights.some((one) => IN_PLACE[name]?.(one)));
  assert.deepEqual(
    { unseen, unasked, neverWrong, notStopped },
    { unseen: [], unasked: [], neverWrong: [], notStopped: [] },
    'pages that nobody looked at, questions that nobody was asked, forms that were never seen with something to put right',
  );
}

const patternOf = (url: string): RegExp => new RegExp(`^${url.replaceAll(/:[a-z]+/gi, '[^/]+')}$`);
