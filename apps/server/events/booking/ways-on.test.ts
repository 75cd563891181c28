import assert from 'node:assert/strict';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { oneDay } from '../days.ts';
import { drawDue } from '../draw/draw.ts';
import { enterDraw } from '../draw/enter.ts';
import { announced } from '../testing/day.ts';
import { waitForPlaces } from '../waiting/wait.ts';
import { keepPlaces } from './book.ts';

const SMALL = { opens: 540, closes: 570, stations: 1, printers: 1, helperShare: 0 };

forOneServer('a code that keeps nothing any more', (test) => {
  for (const walkInShare of [50, 0])
    test(`of a day with ${walkInShare} of a hundred places for whoever just comes`, async ({ store }) => {
      const context = testContext(store, await modelCity());
      const resident = new Visitor((await cityHall(context)).public, context.config.origins.public.origin);
      const press = async (path: string, code: string) =>
        (await resident.form('/booking', `${path}?lang=en`, { code })).body;
      const says = (body: string, title: string, mark: string) => {
        assert.match(body, new RegExp(`<h1[^>]*>${title}`));
        assert.equal(
          /just come/.test(body),
          walkInShare > 0,
          `${title}: told to come only where that can be`,
        );
        assert.match(body, new RegExp(`class="button" href="/events/${mark}\\?lang=en"`));
        assert.match(body, /href="\/events\?lang=en">See the other days/);
      };
      const mark = await announced(context, { ...SMALL, walkInShare });
      const [time] = (await oneDay(context, store.read, mark)).times;
      const keep = () => keepPlaces(context, { mark, starts: 540, party: 1 });
      const codes = await Promise.all(Array.from({ length: time?.free ?? 0 }, keep));
      const { code: waits } = await waitForPlaces(context, { mark, party: 1, wish: [] });
      await press('/booking/leave-waiting', waits);
      says(await press('/booking', waits), 'You do not wait any more', mark);
      await press('/booking/cancel', codes[0]?.code ?? '');
      says(await press('/booking', codes[0]?.code ?? ''), 'You have no places any more', mark);

      const drawn = await announced(context, { ...SMALL, walkInShare, drawDays: 3 });
      const { draw, times } = await oneDay(context, store.read, drawn);
      const enter = () => enterDraw(context, { mark: drawn, party: 1, wish: [] });
      const left = (await enter()).code;
      await press('/booking/leave-draw', left);
      says(await press('/booking', left), 'You are no longer in the draw', drawn);
      const entries = [];
      for (let at = 0; at <= (times[0]?.room ?? 0); at++) entries.push((await enter()).code);
      context.setTime(new Date((draw?.closes_at.getTime() ?? 0) + 1000));
      await drawDue(context);
      const pages = await Promise.all(entries.map((code) => press('/booking', code)));
      const lost = pages.find((body) => body.includes('The draw gave you no places this time'));
      says(lost ?? assert.fail(), 'The draw gave you no places this time', drawn);
    });
});
