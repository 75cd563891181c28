import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { LANGUAGES } from '../../../scripts/resident-rooms.ts';
import { portalHall } from '../portal/testing/hall.ts';
import { forOneServer } from '../testing/database.ts';

/** UX: the first view of a page, with everything that it fetches, in bytes on the wire. */
const FIRST_VIEW = 60_000;

forOneServer('the way into the public rooms', (test) => {
  test('T11: the start page leads to each of them, in every language, and each is there and weighs at most 60 kB', async (db, t) => {
    const { visitor } = await portalHall(db, t, { officers: 0 });
    const guest = visitor();
    const weight = async (path: string, body: string): Promise<number> => {
      const styles = [...body.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(
        ([, href]) => href ?? '',
      );
      const sheets = await Promise.all(styles.map(async (href) => (await guest.open(href)).body));
      assert.ok(styles.length > 0, path);
      return [body, ...sheets].reduce((sum, text) => sum + gzipSync(text).length, 0);
    };
    for (const language of LANGUAGES) {
      const { body } = await guest.open(`/?lang=${language}`);
      const section = /<section aria-labelledby="answers">([\s\S]*?)<\/section>/.exec(body)?.[1] ?? '';
      const links = [...section.matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
        href.replaceAll('&amp;', '&'),
      );
      assert.deepEqual(
        links.map((link) => link.split('?')[0]),
        ['/what-we-hold', '/demands', '/public-records', '/statistics', '/notices', '/ledger'],
      );
      assert.doesNotMatch(section, /start\.|undefined/);
      for (const link of ['/', ...links]) {
        const path = link === '/' ? `/?lang=${language}` : link;
        const page = await guest.open(path);
        assert.equal(page.statusCode, 200, path);
        assert.match(page.body, new RegExp(`<html lang="${language}"`), path);
        const bytes = await weight(path, page.body);
        assert.ok(bytes <= FIRST_VIEW, `${path} weighs ${bytes}`);
      }
    }
  });

  test('the page of public records says each period that the rules have, and no other', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    const { body } = await hall.visitor().open('/public-records?lang=en');
    const { requests } = hall.context.program.program;
    assert.ok(requests?.commercial && requests.extension);
    const days = (count: number) => new RegExp(` ${count} working days`);
    assert.match(body, days(requests.reply.businessDays));
    assert.match(body, new RegExp(`may take ${requests.extension.businessDays} working days more`));
    assert.match(body, /A request with a commercial purpose has a period of its own/);
    assert.match(body, days(requests.commercial.businessDays));
  });
});
