import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Program } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { isFault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { onlineCity, openFrontDoor } from '../../papers/testing/origin.ts';
import { addForecast } from './routes.tsx';
import { readVolumes } from './volumes.ts';
import { forecastWords } from './words.ts';

const VOLUMES = join(import.meta.dirname, '../../../../programs/volumes/chicago-portal.json');
const folder = mkdtempSync(join(tmpdir(), 'ck-forecast-'));
const closing: (() => Promise<unknown>)[] = [];
const t = { after: (work: () => Promise<unknown>) => void closing.push(work) };
let online: FastifyInstance;
let counted: FastifyInstance;
let inPerson: FastifyInstance;

/** A public origin with the forecast on it, over a store that nothing may touch. */
async function origin(program: Program, volumesFile: string | null): Promise<FastifyInstance> {
  const office = (context: Context): OfficeRoutes => ({
    words: forecastWords,
    public: (app) => addForecast({ ...context, config: { ...context.config, volumesFile } }, app),
  });
  return (await openFrontDoor(t, program, [office])).app;
}

before(async () => {
  const city = await onlineCity();
  online = await origin(city, null);
  counted = await origin(city, VOLUMES);
  inPerson = await origin(shippedProgram('model-city'), null);
});
after(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page's words without its tags, in one line. */
async function read(app: FastifyInstance, language = 'en'): Promise<string> {
  const { statusCode, body } = await app.inject(`/what-we-hold/forecast?lang=${language}`);
  assert.equal(statusCode, 200);
  return body
    .replaceAll(/<(title|desc|style)[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

test('without volumes the page says so, and follows a hundred people to the last day the rules allow', async () => {
  const page = await read(online);
  assert.match(page, /has not said how many people come\. So this page shows what becomes of 100 people/);
  // 22 November 2026 is the clock: sent by 30 November, decided after 45 days at most, waiting 90.
  assert.match(
    page,
    /Our rules On April 30, 2027, nothing is left\. Beside it, and counted by itself below: the register of card numbers/,
  );
  assert.match(page, /Who gets a card also has a row in the register of card numbers/);
  assert.match(page, /The records of [^ ]*0 to 100 of 100 people stay for good/);
});

test('with the city’s volumes: their figures, what they rest on, and the block under the reported rule', async () => {
  const page = await read(counted);
  assert.match(page, /People whom the city counts for these years: 2,717/);
  assert.match(page, /Our rules On September 30, 2025, nothing is left/);
  assert.match(page, /0 to 2,717 of 2,717 people stay for good/);
  assert.match(page, /Nobody knows it\. We take it to be so: How old the applicants were is not known/);
  assert.match(page, /Papers and pictures that we hold at the end of that day/);
  assert.match(page, /November 30, 2036 0 [^ ]*0–8,151/);
  assert.doesNotMatch(page, /has not said/);
});

test('EX-06: what nobody counted is told as not counted, in no sum, and never as none', async () => {
  const page = await read(counted);
  assert.match(page, /Each paper and picture that was counted, by itself: /);
  assert.doesNotMatch(page, /Each paper and picture by itself/);
  assert.match(page, /What was not counted is in no figure .*, and is not none: /);
  const data = (await counted.inject('/what-we-hold/forecast.json')).json();
  const [own] = data.schedules;
  assert.ok(own.uncounted.some(({ holds }: { holds: string }) => holds === 'answers'));
  assert.ok(
    !own.uncounted.some(({ holds }: { holds: string }) => holds === 'paper-pictures'),
    'it was counted',
  );
  const volumes = JSON.parse(readFileSync(VOLUMES, 'utf8'));
  const file = join(folder, 'bare.json');
  writeFileSync(file, JSON.stringify({ ...volumes, documents: [] }));
  const bare = await read(await origin(await onlineCity(), file));
  assert.doesNotMatch(bare, /Papers and pictures we hold/, 'of nothing counted there is no chart of noughts');
  assert.match(bare, /What was not counted is in no figure/);
});

test('a city without an online channel follows a hundred cards, and holds no other rule against its own', async () => {
  const page = await read(inPerson);
  assert.match(page, /get their card at a desk this month/);
  assert.doesNotMatch(page, /Rules B/);
  assert.doesNotMatch(page, /Not counted|also has a row/, 'their rows are what is counted');
});

test('the page is there in every language of the city', async () => {
  const { headers, body } = await online.inject('/what-we-hold/forecast?lang=ar');
  assert.equal(headers['content-language'], 'ar');
  assert.match(body, /<html lang="ar" dir="rtl">/);
  assert.doesNotMatch(body, /<script[^>]*>[^<]|\sstyle=/, 'nothing inline');
  for (const language of ['es', 'pl', 'zh-Hans', 'hi', 'uk', 'fr', 'ht', 'ur'])
    assert.doesNotMatch(await read(online, language), /Our rules|nothing is left/, language);
});

test('UX: the chart and the table tell the same, and the whole page is light', async () => {
  const data = (await online.inject('/what-we-hold/forecast.json')).json();
  const own = data.schedules[0].scenarios[0].all;
  const month = data.months.indexOf('2027-03');
  const page = await read(online);
  assert.match(page, new RegExp(`March 31, 2027 ${own.people[month]} 100 `));
  assert.equal(data.given, false);
  const { body } = await online.inject('/what-we-hold/forecast');
  assert.ok(body.length < 30_000, `${body.length} bytes`);
});

test('volumes that cannot be read stop the service at its start, with code and place, and nothing of the file', () => {
  assert.equal(readVolumes(null), null);
  const path = join(folder, 'volumes.json');
  for (const [text, problem] of [
    ['{ "secret', 'json-invalid'],
    ['{ "format": "commonkey-volumes-1", "secret": 1 }', 'key-missing'],
  ] as const) {
    writeFileSync(path, text);
    assert.throws(
      () => readVolumes(path),
      (error) => {
        assert.ok(isFault(error) && error.code === 'config-volumes-wrong');
        assert.match(String(error.params.problem), new RegExp(problem));
        return true;
      },
    );
  }
  assert.throws(() => readVolumes(join(folder, 'nowhere.json')), /config-volumes-wrong/);
});
