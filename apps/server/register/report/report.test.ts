import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import { type Published, pinned, suppressed } from '@commonkey/exposure';
import type { LedgerEvent } from '@commonkey/ledger';
import { testContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { onlineCity } from '../../vault/testing/hall.ts';
import { newestOf } from '../publications.ts';
import { codeOf } from '../testing/code-of.ts';
import { destroyed, logged } from '../testing/counted.ts';
import {
  addDemand,
  addEmergency,
  addReport,
  emergency,
  published,
  serviceBegan,
} from '../testing/published.ts';
import { figuresOf } from './figures.ts';
import { figuresFrom } from './figures-from.ts';
import { daysOf, halfYearOf, lastOver } from './half-year.ts';
import { agreeToReport, proposeReport, publishedReport } from './publish-report.ts';
import { tellable } from './small-counts.ts';

const NOTHING_YET = { demands: [], emergencies: [], reported: [], before: null } as const;

plain(
  'PC-02: what ended under a certificate is told only where no series below eleven follows from it',
  () => {
    const ended = (series: string, count: number, certificate: boolean): LedgerEvent => ({
      kind: 'disposal',
      series,
      count,
      destroyed_on: '2026-03-02',
      under: certificate ? 'certificate' : 'schedule',
    });
    const told = (...events: LedgerEvent[]) => {
      const said = figuresFrom({ events, ...NOTHING_YET }, '2026-H1');
      assert.ok(said.v === 3);
      const { all, certified, series } = said.destroyed;
      return { all, certified, ...Object.fromEntries(series.map((one) => [one.series, one.count])) };
    };
    assert.deepEqual(told(ended('papers', 40, true), ended('drafts', 20, false)), {
      ...{ all: 60, certified: 40, drafts: 20, papers: 40 },
    });
    const again: LedgerEvent = { ...ended('papers', 40, false), authority: 'restored' };
    assert.equal(told(ended('papers', 40, true), ended('drafts', 20, false), again).all, 60, 'once');
    // All less those under a certificate would be the three.
    assert.deepEqual(told(ended('papers', 40, true), ended('contacts', 3, false)), {
      ...{ all: 43, certified: null, contacts: null, papers: null },
    });
    // The same series both ways: the series less those under a certificate would be the three.
    assert.deepEqual(told(ended('papers', 40, true), ended('papers', 3, false)), {
      ...{ all: 43, certified: null, papers: 43 },
    });
  },
);

plain(
  'EX-07: whom demands sought is told of those that stand on the register, and as no number of people',
  () => {
    const meaning = (...selectors: string[]) =>
      published({
        openings: selectors.map((selector) => ({
          salt: '5a'.repeat(32),
          event: { kind: 'demand-item', item: randomUUID(), selector },
        })),
      });
    const silent: LedgerEvent = {
      kind: 'demand-item',
      item: randomUUID(),
      demand: randomUUID(),
      selector: 'named',
    };
    const demands = [meaning('named'), meaning('named', 'class'), meaning('identifier', 'named'), meaning()];
    const said = figuresFrom({ events: [silent], ...NOTHING_YET, demands }, '2026-H1');
    assert.ok(said.v === 3);
    assert.deepEqual(said.demands.sought, [
      { sought: 'class', count: 1 },
      { sought: 'named', count: 1 },
      { sought: 'identifier', count: 1 },
    ]);
  },
);

plain('a half-year has its days, and the last one over is never the present one', () => {
  assert.deepEqual(daysOf('2026-H1'), { from: '2026-01-01', until: '2026-06-30' });
  assert.deepEqual(daysOf('2026-H2'), { from: '2026-07-01', until: '2026-12-31' });
  assert.deepEqual(['2026-06-30', '2026-07-01'].map(halfYearOf), ['2026-H1', '2026-H2']);
  assert.deepEqual(['2026-01-01', '2026-06-30', '2026-07-01'].map(lastOver), [
    '2025-H2',
    '2025-H2',
    '2026-H1',
  ]);
});

plain(
  'PC-01, PC-02: a small number is not told, nor one that would give it away, in this report or by an earlier one',
  () => {
    const now = {
      period: '2026-H1',
      of: new Map([
        ['papers', 40],
        ['contacts', 3],
        ['cards', 0],
      ]),
    };
    const told = tellable([], now);
    assert.equal(told.get('*'), 43, 'all together comes first');
    assert.equal(told.get('contacts'), null);
    assert.equal(told.get('papers'), null, 'all less the papers would be the contacts');
    const earlier = {
      period: '2025-H2',
      of: new Map([
        ['papers', 25],
        ['contacts', 2],
      ]),
    };
    const released: Published[] = [];
    for (const { period, of } of [earlier, now]) {
      const wanted = [
        {
          id: `${period}|*`,
          atoms: [...of.keys()].map((name) => `${period}|${name}`),
          value: [...of.values()].reduce((a, b) => a + b),
        },
        ...[...of].map(([name, value]) => ({ id: `${period}|${name}`, atoms: [`${period}|${name}`], value })),
      ];
      released.push(...suppressed(released, wanted));
    }
    assert.deepEqual(pinned(released), []);
    const shown = new Map(
      released
        .filter(({ id }) => id.startsWith('2026'))
        .map(({ id, shown: is, value }) => [id.slice(8), is ? value : null]),
    );
    assert.deepEqual(tellable([earlier], now), shown);
  },
);

forOneServer('the half-yearly report', (test) => {
  test('two people make it public, once; its numbers are those of the ledger', async ({ store }) => {
    const context = testContext(store, {
      program: await onlineCity(),
      time: new Date('2026-08-01T12:00:00Z'),
    });
    await serviceBegan(store, '2026-02-10');
    await addDemand(store);
    await addDemand(store, published({ receivedOn: '2025-11-03', number: 'R-2025-1', gag: 'ordered' }));
    await destroyed(store, 'portal-papers', 40, '2026-03-02');
    await destroyed(store, 'portal-papers', 12, '2026-05-02');
    await destroyed(store, 'portal-contact', 3, '2026-05-02');
    await destroyed(store, 'portal-contact', 90, '2026-07-02');
    const said = await figuresOf(context, '2026-H1');
    assert.deepEqual([said.demands.received, said.demands.toldLate, said.demands.silenceOrdered], [1, 1, 1]);
    assert.equal(said.demands.medianDays, 69.5);
    assert.deepEqual(said.destroyed, {
      all: 55,
      certified: 0,
      series: [
        { series: 'portal-contact', count: null },
        { series: 'portal-papers', count: null },
      ],
    });

    const [one, other] = [randomUUID(), randomUUID()];
    assert.equal(await codeOf(agreeToReport(context, '2026-H1', other)), 'report-nothing');
    assert.equal(await codeOf(proposeReport(context, '2026-H2', one)), 'report-not-over');
    await proposeReport(context, '2026-H1', one);
    assert.deepEqual(await newestOf(store.read, 'report'), [], 'one that waits is not public');
    assert.equal(await codeOf(agreeToReport(context, '2026-H1', one)), 'report-needs-second-person');
    await agreeToReport(context, '2026-H1', other);
    assert.deepEqual(await publishedReport(store.read, '2026-H1'), said);
    assert.equal(await codeOf(proposeReport(context, '2026-H1', one)), 'report-already');
    await assert.rejects(
      store.write((tx) => tx.updateTable('publications').set({ said: '{"v":2}' }).execute()),
      { code: 'database-refused' },
    );
  });

  test('a number that somebody changed by hand is not reported, and one that changed meanwhile is not signed', async ({
    store,
  }) => {
    const context = testContext(store, {
      program: await onlineCity(),
      time: new Date('2026-08-01T12:00:00Z'),
    });
    await serviceBegan(store, '2026-02-10');
    await destroyed(store, 'portal-papers', 40, '2026-03-02');
    await proposeReport(context, '2026-H1', randomUUID());
    await addDemand(store);
    assert.equal(await codeOf(agreeToReport(context, '2026-H1', randomUUID())), 'report-changed');
    await store.write((tx) => tx.updateTable('disposal_receipts').set({ count: 4000 }).execute());
    assert.equal(await codeOf(figuresOf(context, '2026-H1')), 'report-not-as-committed');
  });

  test('PC-01, PC-02, PC-03: emergencies as the register shows them; certificates, requests about holders and own requests only as far as nothing small follows', async ({
    store,
  }) => {
    const context = testContext(store, {
      program: await onlineCity(),
      time: new Date('2026-08-01T12:00:00Z'),
    });
    await addEmergency(store);
    await addEmergency(store, emergency({ outcome: 'public-facts-told', disclosed: 'public-facts' }));
    await addEmergency(store, emergency({ receivedOn: '2025-11-02' }));
    await addDemand(store);
    await destroyed(store, 'portal-papers', 40, '2026-03-02');
    await destroyed(store, 'portal-contact', 3, '2026-05-02');
    await destroyed(store, 'portal-draft', 20, '2026-05-02');
    for (let made = 0; made < 12; made += 1) await logged(store, `S-2026-${made + 1}`);
    const said = await figuresOf(context, '2026-H1');
    assert.ok(said.v === 3);
    assert.deepEqual(said.emergencies, {
      received: 2,
      toldLate: 1,
      outcomes: [
        { outcome: 'nothing-to-find', count: 2 },
        { outcome: 'public-facts-told', count: 1 },
      ],
    });
    assert.equal(said.demands.challenged, 1);
    assert.deepEqual(said.ownRequests, { received: 12, answers: [] });
    assert.deepEqual(said.handedOver, { people: 0 });
    assert.deepEqual([said.destroyed.all, said.destroyed.certified], [63, 0]);
    await store.write((tx) => tx.updateTable('disposal_receipts').set({ under: null }).execute());
    assert.equal(await codeOf(figuresOf(context, '2026-H1')), 'report-not-as-committed');
  });

  test('a report of the first kind is read as it was made', async ({ store }) => {
    await addReport(store);
    const [row] = await newestOf(store.read, 'report');
    assert.equal((await publishedReport(store.read, row?.subject ?? ''))?.v, 1);
  });
});
