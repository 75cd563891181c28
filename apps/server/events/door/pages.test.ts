import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, type PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { forOneServer } from '../../testing/database.ts';
import { keepPlaces } from '../booking/book.ts';
import { changeDay } from '../calendar/change-day.ts';
import { announceDay } from '../calendar/make-day.ts';
import { aDay } from '../testing/day.ts';
import { openDoor } from './testing/door.ts';

const numberIn = (html: string) => Number(/ticket-number"><bdi>(\d+)</.exec(html)?.[1]);
const codeIn = (html: string) => /ticket-code"[^>]*>([0-9A-Z-]{11})</.exec(html)?.[1] ?? '';
const field = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';

forOneServer('the pages of a door', (test) => {
  test('from a press at the door to the board, the desk and the ticket’s own page', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const clerk = (await (await colleagues(context))(['clerk'])).visitor;
    const hall = await cityHall(context);
    const resident = new Visitor(hall.public, context.config.origins.public.origin);
    const page = `/door/${mark}?lang=en`;
    assert.match((await clerk.get('/door?lang=en')).body, new RegExp(`/door/${mark}`));
    const give = (more: Record<string, string> = {}) =>
      clerk.form(page, `/door/${mark}/ticket?lang=en`, {
        ...{ press: randomUUID(), party: '2', booking: '', language: 'ar' },
        ...more,
      });
    const given = await give();
    assert.equal(given.statusCode, 200, given.body);
    assert.match(given.body, /lang="ar" dir="rtl"/);
    const [number, code] = [numberIn(given.body), codeIn(given.body)];
    assert.ok(number > 0 && code !== '');
    assert.doesNotMatch(
      given.body.replace(/ticket-code"[^>]*>[^<]+</, ''),
      new RegExp(code.replace('-', '')),
    );

    const own = () => resident.form('/ticket?lang=en', '/ticket?lang=en', { code: code.toLowerCase() });
    const before = await own();
    assert.match(before.body, new RegExp(`Your number is ${number}`));
    assert.match(before.body, /You are next\..*called within minutes/s);
    assert.doesNotMatch(
      before.body,
      /<script type="module" src="\/assets\/ticket.js"/,
      'works without scripts',
    );

    const form = await clerk.form(`/door/${mark}/call`, `/door/${mark}/open?lang=en`, {
      station: '7',
      claim: randomUUID(),
    });
    const fields = Object.fromEntries(
      ['station', 'claim', 'press'].map((name) => [name, field(form.body, name)]),
    );
    const press = (deed: string, held = fields) =>
      clerk.form(page, `/door/${mark}/call?lang=en`, { ...held, deed });
    const called = await press('next');
    assert.match(called.body, new RegExp(`door-number"><bdi>${number}<`));
    assert.match((await press('next')).body, new RegExp(`door-number"><bdi>${number}<`), 'a double press');
    assert.match((await own()).body, /Go to station 7/);
    const board = await resident.get(`/board/${mark}?langs=en`);
    assert.match(board.body, new RegExp(`<bdi class="board-number">${number}</bdi>.*Station 7`, 's'));
    assert.match(board.body, /<noscript><meta http-equiv="refresh"/);

    const wrong = await give({ booking: 'ABCD2 FGHJK', party: '3', first: 'yes' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /No booking has this code/);
    assert.match(wrong.body, /value="ABCD2 FGHJK"/, 'nothing that was typed is lost');
    assert.match(wrong.body, /name="party" value="3" checked/);
    assert.match(wrong.body, /name="first" value="yes" checked/);
    assert.equal((await door.view()).tickets.length, 1);

    const day = addDays(door.day as PlainDate, 7);
    const other = await announceDay(context, aDay(context, { day }));
    const { code: booked } = await keepPlaces(context, { mark: other, starts: 540, party: 1 });
    const early = await give({ booking: booked });
    assert.match(early.body, new RegExp(`This booking is for ${wordDay('en', day)}\\.`));

    const person = await give({ booking: 'Zofia Kowalska' });
    assert.equal(person.statusCode, 422);
    assert.doesNotMatch(person.body, /Zofia/, 'what can be no code is not repeated');

    const second = await clerk.form(page, `/door/${mark}/open?lang=en`, {
      station: '7',
      claim: randomUUID(),
    });
    assert.equal(second.statusCode, 409);
    assert.match(second.body, /name="take"/, 'the way out');
    const missing = await clerk.form(page, `/door/${mark}/number?lang=en`, {
      number: '999',
      deed: 'returns',
    });
    assert.match(missing.body, /Nobody was given number 999/);
    const unknown = await resident.form('/ticket?lang=en', '/ticket?lang=en', { code: 'AAAA2-AAAAA' });
    assert.equal(unknown.statusCode, 404);
    assert.match(unknown.body, /value="AAAA2-AAAAA"/);
    const logged = context.events.map((event) => JSON.stringify(event)).join();
    assert.doesNotMatch(logged, new RegExp(code.replace('-', '-?')), 'no code in a log');
  });

  test('a desk that pressed nothing for a quarter of an hour touches the passkey, and its press is still there', async (db) => {
    const door = await openDoor(db);
    const clerk = (await (await colleagues(door.context))(['clerk'])).visitor;
    await door.give();
    const page = `/door/${door.mark}?lang=en`;
    const claim = randomUUID();
    await clerk.form(page, `/door/${door.mark}/open?lang=en`, { station: '3', claim });
    door.at(570 + 16);
    const call = { station: '3', claim, press: '0', deed: 'next' };
    const asked = await clerk.form(page, `/door/${door.mark}/call?lang=en`, call);
    assert.match(asked.body, /data-passkey="send-again"/);
    for (const [name, value] of Object.entries(call)) assert.equal(field(asked.body, name), value);
    const press = randomUUID();
    const ticket = { press, party: '3', first: 'yes', booking: 'ABCD2 FGHJK', language: 'ar' };
    const given = await clerk.form(page, `/door/${door.mark}/ticket?lang=en`, ticket);
    for (const [name, value] of Object.entries(ticket))
      if (name !== 'booking') assert.equal(field(given.body, name), value);
    assert.match(given.body, /<textarea name="booking"[^>]*>\s*ABCD2 FGHJK</);
    assert.equal((await door.view()).tickets.length, 1, 'nothing is done until then');
  });

  test('nobody without a role at doors gets in, and a code of a day gone by opens nothing', async (db) => {
    const door = await openDoor(db);
    const join = await colleagues(door.context);
    const reviewer = (await join(['reviewer'])).visitor;
    assert.equal((await reviewer.get(`/door/${door.mark}`)).statusCode, 403);
    const hall = await cityHall(door.context);
    const stranger = new Visitor(hall.staff, door.context.config.origins.staff.origin);
    assert.equal((await stranger.get(`/door/${door.mark}`)).statusCode, 303);
    const { code } = await door.give();
    const resident = new Visitor(hall.public, door.context.config.origins.public.origin);
    const look = () => resident.form('/ticket?lang=en', '/ticket?lang=en', { code });
    assert.equal((await look()).statusCode, 200);
    door.at(24 * 60 + 30);
    assert.match((await look()).body, /This day is over/);
    door.at(30 * 60);
    await door.context.holds.sweep(db.store);
    assert.equal((await look()).statusCode, 404);
    assert.equal((await resident.get('/board/000000')).statusCode, 404);
    assert.equal((await resident.get('/board/hello')).statusCode, 404);
  });

  test('what is no number is said at its field, and given back unless it could be a name', async (db) => {
    const door = await openDoor(db);
    const clerk = (await (await colleagues(door.context))(['clerk'])).visitor;
    const page = `/door/${door.mark}`;
    const number = (typed: string) =>
      clerk.form(`${page}?lang=en`, `${page}/number?lang=en`, { number: typed, deed: 'returns' });
    const open = (typed: string) =>
      clerk.form(`${page}/call?lang=en`, `${page}/open?lang=en`, { station: typed, claim: randomUUID() });
    for (const [send, told] of [
      [number, /Write the number on the ticket in digits/],
      [open, /Write the number of the station, from 1 to 200/],
    ] as const) {
      const near = await send('12a');
      assert.equal(near.statusCode, 422);
      assert.match(near.body, told);
      assert.match(near.body, /value="12a"/);
      const name = await send('Perpetua');
      assert.equal(name.statusCode, 422);
      assert.doesNotMatch(name.body, /Perpetua/);
      assert.equal((await send('')).statusCode, 422);
    }
  });

  test('a call on a stopped day stays at the station and says why nobody is called', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const clerk = (await (await colleagues(context))(['clerk'])).visitor;
    await door.give();
    const claim = randomUUID();
    const page = `/door/${mark}/call?lang=en`;
    await clerk.form(page, `/door/${mark}/open?lang=en`, { station: '4', claim });
    const [station] = (await door.view()).stations;
    await changeDay(context, { mark, version: 1 }, 'stopped', 'safety');
    const told = await clerk.form(page, page, {
      ...{ station: '4', claim, press: String(station?.press), deed: 'next' },
    });
    assert.equal(told.statusCode, 409);
    assert.match(told.body, /role="alert">The day is stopped/);
    assert.match(told.body, /name="deed" value="next"/);
    const given = await clerk.form(`/door/${mark}?lang=en`, `/door/${mark}/ticket?lang=en`, {
      ...{ press: randomUUID(), party: '2', booking: '', language: 'en' },
    });
    assert.equal(given.statusCode, 422);
    assert.match(given.body, /The day is stopped/);
    assert.match(given.body, /value="2"[^>]*(checked|selected)/, 'what was chosen stays');
  });

  test('a door that is stopped, cancelled, over or of another day says so and has no form, and a press there stays on its page', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const join = await colleagues(context);
    const look = async (told: RegExp, gives: boolean) => {
      const { visitor } = await join(['clerk']);
      const page = await visitor.get(`/door/${mark}?lang=en`);
      assert.equal(page.statusCode, 200);
      assert.equal(page.body.includes('name="party"'), gives);
      if (!gives) assert.match(page.body, told);
      return visitor;
    };
    const give = async (visitor: Visitor) =>
      visitor.form('/door?lang=en', `/door/${mark}/ticket?lang=en`, {
        ...{ press: randomUUID(), party: '2', booking: '', language: 'en' },
      });
    const stays = async (visitor: Visitor, told: RegExp) => {
      const pressed = await give(visitor);
      assert.equal(pressed.statusCode, 422);
      assert.match(pressed.body, told);
      assert.match(pressed.body, /Door: North Branch Library/);
      assert.doesNotMatch(pressed.body, /name="party"/);
    };
    await look(/./, true);
    door.at(-600);
    const later = /door of .*that day is still to come/;
    await stays(await look(later, false), later);
    door.at(24 * 60 + 600);
    const past = /This day is over \(/;
    await stays(await look(past, false), past);
    door.at(570);
    await changeDay(context, { mark, version: 1 }, 'stopped', 'safety');
    const stopped = await look(/The day is stopped/, false);
    assert.match(
      (await give(stopped)).body,
      /value="2"[^>]*checked/,
      'what was chosen stays until it goes on',
    );
    await changeDay(context, { mark, version: 2 }, 'cancelled', 'safety');
    const cancelled = /This day is cancelled/;
    const visitor = await look(cancelled, false);
    await stays(visitor, cancelled);
    const call = await visitor.get(`/door/${mark}/call?lang=en`);
    assert.match(call.body, cancelled);
    assert.doesNotMatch(call.body, /name="station"/);
    const opened = await visitor.form('/door?lang=en', `/door/${mark}/open?lang=en`, {
      ...{ station: '4', claim: randomUUID() },
    });
    assert.equal(opened.statusCode, 409);
    assert.match(opened.body, cancelled);
    assert.match(opened.body, /Call numbers/);
  });

  test('the next party gets the language of the door, and not that of the last ticket', async (db) => {
    const door = await openDoor(db);
    const clerk = (await (await colleagues(door.context))(['clerk'])).visitor;
    const given = await clerk.form(`/door/${door.mark}?lang=en`, `/door/${door.mark}/ticket?lang=en`, {
      ...{ press: randomUUID(), party: '1', booking: '', language: 'ar' },
    });
    assert.match(given.body, /lang="ar" dir="rtl"/, 'the ticket itself');
    assert.match(given.body, /<option[^>]*value="en"[^>]*selected/);
    assert.doesNotMatch(given.body, /<option[^>]*value="ar"[^>]*selected/);
  });

  test('whoever comes back to the station they opened goes on there; another sign-in is told that it is taken', async (db) => {
    const door = await openDoor(db);
    const join = await colleagues(door.context);
    const page = `/door/${door.mark}/call?lang=en`;
    const [clerk, other] = [(await join(['clerk'])).visitor, (await join(['clerk'])).visitor];
    const open = async (visitor: Visitor) => {
      const claim = field((await visitor.get(page)).body, 'claim');
      return visitor.form(page, `/door/${door.mark}/open?lang=en`, { station: '1', claim });
    };
    assert.doesNotMatch((await clerk.get(page)).body, /the station you opened/);
    assert.doesNotMatch((await open(clerk)).body, /the station you opened/);
    const back = await clerk.get(page);
    assert.match(back.body, /This is the station you opened/);
    assert.match(back.body, /Go on at station 1/);
    const again = await open(clerk);
    assert.equal(again.statusCode, 200);
    assert.match(again.body, /This is the station you opened/);
    assert.match(again.body, /name="deed" value="next"/);
    assert.doesNotMatch((await other.get(page)).body, /the station you opened/);
    const taken = await open(other);
    assert.equal(taken.statusCode, 409);
    assert.match(taken.body, /Another desk has station 1/);
  });
});
