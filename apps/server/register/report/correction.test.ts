import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { leafOf } from '@commonkey/ledger';
import { committedLeaves } from '../../store/committed.ts';
import type { Store } from '../../store/store.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { onlineCity } from '../../vault/testing/hall.ts';
import { publishedOpenings } from '../openings.ts';
import { publicReports } from '../publications.ts';
import { codeOf } from '../testing/code-of.ts';
import { destroyed, logged } from '../testing/counted.ts';
import { addDemand, addReport, published, serviceBegan } from '../testing/published.ts';
import { figuresOf } from './figures.ts';
import { agreeToReport, proposeReport, publishedReport, waitingReport } from './publish-report.ts';

const HALF = '2026-H1';
const inAugust = async (store: Store) =>
  testContext(store, { program: await onlineCity(), time: new Date('2026-08-01T12:00:00Z') });

forOneServer('a correction of the half-yearly report', (test) => {
  test('two people publish it beside the first, which stays; the ledger has both, and nothing is corrected that is the same', async ({
    store,
  }) => {
    const context = await inAugust(store);
    const [one, other] = [randomUUID(), randomUUID()];
    await serviceBegan(store, '2026-02-10');
    const demand = await addDemand(store);
    await proposeReport(context, HALF, one);
    await agreeToReport(context, HALF, other);
    assert.equal(await codeOf(proposeReport(context, HALF, one)), 'report-already');
    const [first] = await publicReports(store.read);
    assert.ok(first);

    // Shown anew, with the order of silence that its first entry did not tell.
    await addDemand(store, { ...demand, gag: 'ordered' });
    await proposeReport(context, HALF, one);
    assert.equal((await publicReports(store.read)).length, 1, 'one that waits is not public');
    assert.equal(await codeOf(agreeToReport(context, HALF, one)), 'report-needs-second-person');
    await agreeToReport(context, HALF, other);
    assert.equal(await waitingReport(store.read, HALF), null);

    const [now, was, ...more] = await publicReports(store.read);
    assert.deepEqual([was, more], [first, []], 'the first stays, word for word');
    assert.ok(now && was);
    const said = await publishedReport(store.read, HALF);
    assert.ok(said?.v === 4);
    assert.equal(said.correction.version, 2);
    assert.deepEqual([said.demands.received, said.demands.silenceOrdered], [1, 1]);
    const leaves = (await publishedOpenings(store.read)).filter(({ event }) => event.what === 'report');
    assert.equal(leaves.length, 2);
    assert.equal((await committedLeaves(store.read, leaves.map(leafOf))).size, 2, 'both are in the ledger');
    assert.equal(await codeOf(proposeReport(context, HALF, one)), 'report-already');
  });

  test('PC-01, PC-02: who asked meanwhile is not told by the difference, and many are', async ({ store }) => {
    const context = await inAugust(store);
    await serviceBegan(store, '2026-02-10');
    let asked = 0;
    const ask = async (count: number) => {
      for (let made = 0; made < count; made += 1) await logged(store, `S-2026-${++asked}`);
    };
    const own = async () => {
      const said = await figuresOf(context, HALF);
      return said.v === 1 ? undefined : said.ownRequests.received;
    };
    await ask(12);
    await destroyed(store, 'portal-papers', 40, '2026-03-02');
    await destroyed(store, 'portal-contact', 3, '2026-03-02');
    await proposeReport(context, HALF, randomUUID());
    await agreeToReport(context, HALF, randomUUID());
    const first = await publishedReport(store.read, HALF);
    await ask(1);
    assert.equal(await own(), null, 'thirteen less twelve is one');
    await ask(10);
    assert.equal(await own(), 23);
    const again = await figuresOf(context, HALF);
    assert.deepEqual(again.destroyed, first?.destroyed, 'what was left out stays out, and the rest stays');
    // Another came between: what waits was worked out for the one before it.
    await proposeReport(context, HALF, randomUUID());
    await ask(11);
    assert.equal(await codeOf(agreeToReport(context, HALF, randomUUID())), 'report-changed');
  });

  test('a demand counts in the half-year in which it was first shown, also once that is corrected', async ({
    store,
  }) => {
    const context = await inAugust(store);
    await serviceBegan(store, '2026-02-10');
    const received = async (half: string) => {
      const { demands } = await figuresOf(context, half);
      return [demands.received, demands.toldLate];
    };
    // It came in June and stood on the register in July.
    await addDemand(store, published({ receivedOn: '2026-06-20', items: [] }), '2026-07-08');
    assert.deepEqual(
      [await received(HALF), await received('2026-H2')],
      [
        [0, 0],
        [0, 1],
      ],
    );
  });

  test('no report is offered of a half-year that was over before the service began', async ({ store }) => {
    const context = await inAugust(store);
    assert.equal(await codeOf(proposeReport(context, HALF, randomUUID())), 'report-before-service');
    await serviceBegan(store, '2026-07-01');
    assert.equal(await codeOf(proposeReport(context, HALF, randomUUID())), 'report-before-service');
    context.setTime(new Date('2027-01-02T12:00:00Z'));
    assert.equal(await codeOf(proposeReport(context, '2026-H2', randomUUID())), 'none');
  });

  test('a report of the first kind can be corrected: what it did not count is no change', async ({
    store,
  }) => {
    const context = await inAugust(store);
    await serviceBegan(store, '2026-02-10');
    await addReport(store);
    await proposeReport(context, HALF, randomUUID());
    await agreeToReport(context, HALF, randomUUID());
    const said = await publishedReport(store.read, HALF);
    assert.ok(said?.v === 4);
    assert.deepEqual([said.ownRequests.received, said.handedOver.people], [null, null], 'never told before');
    assert.equal(await codeOf(proposeReport(context, HALF, randomUUID())), 'report-already');
  });
});
