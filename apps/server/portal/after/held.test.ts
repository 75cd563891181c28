import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { placeHold } from '../../holds/holding.ts';
import { over } from '../../holds/testing/scope.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { forOneServer } from '../../testing/database.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { DESTROY_PATH, EXISTS_PATH, FOLLOW_PATH } from './paths.ts';
import { DENY, headsOf } from './testing/rows.ts';
import { back, decided, sent } from './testing/sent.ts';

const LAW = /destroyed as soon as the law lets us/;

forOneServer('what was sent is asked to end after a no, and a hold keeps it', (test) => {
  test('T12: before the button, after it and ever since, not a byte tells that it is kept; and no page claims an end', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const free = await ended(hall);
    assert.equal(free.kept, 0);
    const { store, clock, random, vault } = hall.context;
    await placeHold(store, over(null), randomUUID(), { clock, random, inFlight: vault.inFlight });
    const held = await ended(hall);
    assert.ok(held.kept > 0, 'and it is kept');
    assert.deepEqual(held.pages, free.pages);
    const [, before, after, later] = held.pages;
    for (const page of [before, after, later]) assert.match(page ?? '', LAW);
    for (const page of held.pages) assert.doesNotMatch(page, /destroyed now|being destroyed|is gone/);
  });
});

/** Denied, then asked to be destroyed: each page on the way, without what differs between any two answers. */
async function ended(hall: PortalHall): Promise<{ pages: string[]; kept: number }> {
  const { code, id } = await sent(hall);
  await decided(hall, hall.officers[0], DENY);
  const person = await back(hall, code);
  const denied = await person.open(FOLLOW_PATH);
  const before = await person.open(DESTROY_PATH);
  const after = await person.answer();
  const later = await person.open(FOLLOW_PATH);
  const exists = await person.open(EXISTS_PATH);
  const pages = [denied, before, after, later, exists].map(({ body }) =>
    body.replace(/name="(_csrf|of)" value="[^"]*"|nonce="[^"]*"/gi, ''),
  );
  const left = await headsOf(hall, id);
  return { pages, kept: left.filter(({ ending }) => !ending).length };
}
