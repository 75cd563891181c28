import assert from 'node:assert/strict';
import { once } from 'node:events';
import { renderToString } from 'preact-render-to-string';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { forOneServer } from '../../testing/database.ts';
import { openDoor } from '../door/testing/door.ts';
import { BoardFragment } from './fragment.tsx';
import { openHub } from './hub.ts';
import { boardState } from './state.ts';
import { speakBoard, words } from './words.ts';

type Heard = { asOf: number; languages: { tag: string; html: string }[] };

/** Waits for what a screen is sent that fits; everything sent before is looked at too. */
function screen() {
  const heard: Heard[] = [];
  let woken = () => {};
  return {
    heard,
    send: (message: string) => {
      heard.push(JSON.parse(message));
      woken();
    },
    async until(fits: (one: Heard) => boolean): Promise<Heard> {
      for (;;) {
        const found = heard.find(fits);
        if (found) return found;
        await new Promise<void>((done) => {
          woken = done;
        });
      }
    },
  };
}

const shows = (number: number) => (one: Heard) =>
  (one.languages[0]?.html ?? '').includes(`board-number">${number}<`);

forOneServer('the queue board', (test) => {
  test('every screen of every process hears of a call, and one reading serves them all', async (db) => {
    const door = await openDoor(db);
    const { number } = await door.give();
    const desk = await door.desk(3);
    let reads = 0;
    const counting = {
      ...db.store,
      read: new Proxy(db.store.read, {
        get(target, name) {
          const found: unknown = Reflect.get(target, name, target);
          if (typeof found !== 'function') return found;
          return (...given: readonly unknown[]) => {
            if (given[0] === 'event_tickets') reads += 1;
            return found.apply(target, given);
          };
        },
      }),
    };
    const hubs = [openHub({ ...door.context, store: counting }), openHub(door.context)] as const;
    const screens = await Promise.all(
      Array.from({ length: 100 }, async (_, at) => {
        const one = screen();
        const leave = await hubs[at % 2 === 0 ? 0 : 1].watch(door.mark, ['en'], one.send);
        return { ...one, leave };
      }),
    );
    assert.ok(reads <= 2, `${reads} for fifty screens that came at once`);
    reads = 0;
    await desk.press('next');
    await Promise.all(screens.map((one) => one.until(shows(number))));
    assert.ok(reads <= 2, `${reads} for a change`);
    assert.equal(hubs[0].watchers(), 50);
    for (const { leave } of screens) leave();
    assert.equal(hubs[0].watchers() + hubs[1].watchers(), 0);
    for (const hub of hubs) hub.close();
  });

  test('says that nobody is called yet until somebody was, and then that nobody is at the moment', async (db) => {
    const door = await openDoor(db);
    const board = async () => {
      const state = boardState(door.context, await door.view());
      const language = { say: speakBoard('en'), language: 'en', timeZone: 'America/Chicago' };
      return renderToString(BoardFragment({ state, ...language }));
    };
    const desk = await door.desk(1);
    await door.give();
    assert.match(await board(), /Nobody is called yet\./);
    await desk.press('next');
    assert.doesNotMatch(await board(), /Nobody is called (yet|at the moment)/);
    await desk.press('done');
    const gone = await board();
    assert.match(gone, /Nobody is called at the moment\./);
    assert.doesNotMatch(gone, /Nobody is called yet/);
  });

  test('nobody who need not wait is told to stay near', async (db) => {
    const door = await openDoor(db);
    await door.desk(1);
    door.at(892);
    for (let i = 0; i < 6; i++) await door.give({ party: 4 });
    const { next, notReached } = boardState(door.context, await door.view());
    assert.ok(notReached !== null);
    assert.ok(next && next.until < notReached, `${next?.until} and ${notReached}`);
  });

  test('a day that is stopped is a change too', async (db) => {
    const door = await openDoor(db);
    const hub = openHub(door.context);
    const one = screen();
    const leave = await hub.watch(door.mark, ['en', 'ar'], one.send);
    await db.store.write((tx) =>
      tx
        .updateTable('event_days')
        .set((eb) => ({ state: 'stopped', reason: 'safety', version: eb('version', '+', 1) }))
        .where('mark', '=', door.mark)
        .execute(),
    );
    const told = await one.until(({ languages }) => languages[0]?.html.includes('We have stopped') ?? false);
    assert.deepEqual(
      told.languages.map(({ tag }) => tag),
      ['en', 'ar'],
    );
    leave();
    hub.close();
  });

  test('shows nothing by which one number differs from another: who goes first, or has booked, cannot be told', async (db) => {
    const door = await openDoor(db, { stations: 1, printers: 1 });
    const desk = await door.desk(1);
    for (let i = 0; i < 12; i++) await door.give();
    await desk.press('next');
    const before = boardState(door.context, await door.view());
    await door.give({ first: true, party: 4 });
    const after = boardState(door.context, await door.view());
    assert.deepEqual(after.called, before.called);
    const { next } = after;
    assert.ok(next && before.next && next.from === before.next.from, 'a span begins behind what was called');
    assert.equal(next.from, (before.called[0]?.number ?? 0) + 1, 'whoever waits');
    assert.deepEqual(Object.keys(after).sort(), [
      ...['asOf', 'begun', 'called', 'course', 'day', 'newcomer', 'next', 'notReached', 'place', 'standing'],
    ]);
    assert.deepEqual(Object.keys(next).sort(), ['from', 'until'], 'no list, in which it would appear');
    const called: number[] = [];
    for (let i = 0; i < 13; i++) {
      const now = (await desk.now()) ?? 0;
      called.push(now);
      const { next: span } = boardState(door.context, await door.view());
      assert.ok(span === null || span.from === now + 1, 'it begins behind what was called, whoever waits');
      await desk.press('next');
    }
    assert.deepEqual(
      called,
      called.toSorted((a, b) => a - b),
      'numbers only ever go up',
    );
    assert.doesNotMatch(JSON.stringify(words), /goes first|va primero/i, 'no word for it is on any board');
  });

  test('a screen holds a line open, hears at once how it stands, and the line ends with the service', async (db, t) => {
    const door = await openDoor(db);
    const { number } = await door.give();
    const desk = await door.desk(1);
    await desk.press('next');
    const { public: app } = await cityHall(door.context);
    t.after(() => app.close());
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const answer = await fetch(`${address}/board/${door.mark}/stream?langs=es`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/);
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    const reader = answer.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    assert.match(first, /^event: board\ndata: \{.*\}\n\n/s);
    assert.match(first, new RegExp(`Número ${number}, mesa 1`));
    const closed = once(app.server, 'close');
    await app.close();
    await closed;
    await reader?.read().catch(() => {});
  });

  test('without scripts the languages take turns by themselves', async (db) => {
    const door = await openDoor(db);
    const { public: app } = await cityHall(door.context);
    const get = async (url: string) => (await app.inject({ method: 'GET', url })).body;
    const one = await get(`/board/${door.mark}?langs=en,es`);
    assert.match(one, /<html lang="en" dir="ltr">/);
    const [, next = ''] = /content="15;url=([^"]+)"/.exec(one) ?? [];
    const two = await get(next.replaceAll('&amp;', '&'));
    assert.match(two, /<html lang="es"/);
    assert.doesNotMatch(two, /https?:\/\/(?!localhost)/, 'nothing from elsewhere');
  });
});
