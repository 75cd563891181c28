import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteVerifierKey } from '@commonkey/ledger';
import { urlOf } from '@commonkey/server/doctor/testing/url.ts';
import { receipt } from '@commonkey/server/holds/receipt.ts';
import { keeperOf } from '@commonkey/server/keeper/client.ts';
import { house } from '@commonkey/server/ledger/testing/house.ts';
import {
  publicReports,
  publishedDemands,
  publishedEmergencies,
} from '@commonkey/server/register/publications.ts';
import { agreeToReport, proposeReport } from '@commonkey/server/register/report/publish-report.ts';
import { addDemand, addEmergency } from '@commonkey/server/register/testing/published.ts';
import { forOneServer } from '@commonkey/server/testing/database.ts';
import { commonkey } from './testing/logs.ts';

const random = (size: number) => new Uint8Array(randomBytes(size));

forOneServer('ledger report', (test) => {
  test('PC-01 to PC-04: an auditor works the report out from entries of the log and the public files, and sees each change', async ({
    store,
    address,
  }, t) => {
    const home = await house(store, t);
    const { context } = home;
    await home.hour(1);
    const demand = await addDemand(store);
    await addEmergency(store);
    const ended = { because: 'due', under: { under: 'schedule' } } as const;
    const on = new Date('2026-03-04T12:00:00Z');
    for (const [series, count] of [
      ['portal-papers', 40],
      ['portal-contact', 3],
      ['portal-draft', 25],
    ] as const)
      await store.write((tx) => receipt(tx, { ...ended, series, count }, on, random));
    const later = { ...context, clock: { ...context.clock, now: () => new Date('2026-07-02T12:00:00Z') } };
    await proposeReport(later, '2026-H1', randomUUID());
    await agreeToReport(later, '2026-H1', randomUUID());
    // A correction: shown anew with its order of silence, and no series moved.
    await addDemand(store, { ...demand, gag: 'ordered' });
    await proposeReport(later, '2026-H1', randomUUID());
    await agreeToReport(later, '2026-H1', randomUUID());
    await home.hour(0);

    const before = { ...process.env };
    t.after(async () => void Object.assign(process.env, before));
    const { dataFolder } = context.config;
    Object.assign(process.env, { COMMONKEY_DATA: dataFolder, DATABASE_URL: urlOf(address) });
    const file = (name: string) => join(dataFolder, name);
    const written = await commonkey('ledger', 'openings', '--out', file('openings.jsonl'));
    assert.equal(written.code, 0, written.out);
    const { read } = store;
    const demands = (await publishedDemands(read)).map(({ said, publishedOn }) => ({ ...said, publishedOn }));
    const emergencies = (await publishedEmergencies(read)).map(({ said, publishedOn }) => ({
      ...said,
      publishedOn,
    }));
    const reports = (await publicReports(read)).map((row) => ({
      ...JSON.parse(row.said),
      publishedOn: row.published_on,
    }));
    const put = (name: string, what: object) => writeFileSync(file(name), JSON.stringify(what));
    put('demands.json', { v: 1, demands, emergencies });
    put('reports.json', { v: 1, reports });
    const { checkpoint } = await keeperOf(context).ask('public-keys', {});
    const key = noteVerifierKey(
      checkpoint.name,
      new Uint8Array(Buffer.from(checkpoint.publicKey, 'base64url')),
    );
    const check = (half = '2026-H1') =>
      commonkey(
        ...['ledger', 'report', file('published/ledger'), '--openings', file('openings.jsonl')],
        ...['--register', file('demands.json'), '--reports', file('reports.json')],
        ...['--half', half, '--key', key],
      );
    const same = await check();
    assert.equal(same.code, 0, same.out);
    assert.match(same.out, /IT HOLDS\. The report of 2026-H1/);
    assert.equal((await check('2026')).code, 2);
    assert.equal((await check('2025-H2')).code, 2, 'there is none');

    // The version that it corrects is taken down.
    put('reports.json', { v: 1, reports: reports.slice(0, 1) });
    assert.equal((await check()).code, 2);
    put('reports.json', { v: 1, reports });
    // A demand whose outcome somebody made nicer on the page.
    const [first] = demands;
    assert.ok(first);
    put('demands.json', { v: 1, demands: [{ ...first, gag: 'none' }], emergencies });
    assert.match((await check()).out, /ledger-said-otherwise/);
    // One that is left out: the report counts it.
    put('demands.json', { v: 1, demands: [], emergencies });
    const fewer = await check();
    assert.deepEqual([fewer.code, /ledger-report-differs/.test(fewer.out)], [1, true], fewer.out);
    put('demands.json', { v: 1, demands, emergencies });
    // An auditor who is not handed a destruction sees that the report has one more.
    const lines = readFileSync(file('openings.jsonl'), 'utf8').split('\n');
    writeFileSync(file('openings.jsonl'), lines.filter((line) => !line.includes('portal-draft')).join('\n'));
    const without = await check();
    assert.deepEqual([without.code, /destroyed/.test(without.out)], [1, true], without.out);
  });
});
