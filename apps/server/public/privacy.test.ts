import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { groupSerial, groupSlip, newSerial, newSlipSecret, slipHash } from '@commonkey/credential';
import type { RunningKeeper } from '@commonkey/keeper';
import { startTestKeeper } from '@commonkey/keeper/testing/start.ts';
import { isFault } from '@commonkey/words';
import type { z } from 'zod';
import { closeShift } from '../desks/close-shift.ts';
import { physicalSeries } from '../desks/copies.ts';
import { openShift } from '../desks/open-shift.ts';
import { newDesk, workShift } from '../desks/testing/shift.ts';
import { firstAdministrator, setRole } from '../staff/members.ts';
import { SoftAuthenticator } from '../staff/testing/authenticator.ts';
import { cityHall } from '../staff/testing/city-hall.ts';
import { Visitor } from '../staff/testing/visitor.ts';
import { openPool } from '../store/connect.ts';
import { testContext } from '../testing/context.ts';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { modelCity } from '../testing/model-city.ts';

/** People planted in every field, with what a desk would know of them. */
const CANARIES = [
  'Zephyrine Quakenbush',
  'ZephyrineQuakenbush',
  'zephyrine-quakenbush',
  'ZEPHYRAHQUAKENBA',
  'Zephyrine-Maria-Guadalupe-Quakenbush-de-la-Vega',
  'Nguyễn Zephyrine Ánh',
  '1987-04-17',
  '17041987',
  'Passport of Freedonia X0417198',
  // As long as a key's name, a coordinate, a shift's name, a digest and a signature are.
  ...[11, 32, 43, 64, 86].map((length) => 'Zephyrine-Quakenbush'.repeat(5).slice(0, length)),
];
const TRACES = ['zephyrine', 'quakenbush', 'zephyrah', '1987-04-17', '17041987', 'freedonia'];

const data = mkdtempSync(join(tmpdir(), 'ck-privacy-'));
let keeper: RunningKeeper;
before(async () => {
  keeper = await startTestKeeper({
    folder: join(data, 'keeper'),
    issuer: 'http://localhost:8080',
    practice: true,
  });
});
after(async () => {
  await keeper.stop();
  rmSync(data, { recursive: true, force: true });
});

async function hall({ store }: TestDatabase) {
  const { program, files } = await modelCity();
  const context = testContext(store, { env: { COMMONKEY_DATA: data }, program, files, time: new Date() });
  const taking: Taking[] = [];
  const origins = await cityHall(context, (origin, { method, url, config }) => {
    if ([method].flat().every((one) => one === 'GET' || one === 'HEAD')) return;
    taking.push({ origin, path: url, body: config?.body });
  });
  const visitor = (name: keyof typeof origins) =>
    new Visitor(origins[name], context.config.origins[name].origin);
  const staff = visitor('staff');
  const key = new SoftAuthenticator({ rpId: 'localhost', origin: staff.origin });
  const token = await firstAdministrator(context);
  const options = await staff.json('/api/join/options', { token });
  await staff.json('/api/join', { token, response: key.register(options.json()) });
  const member = await store.read.selectFrom('staff_members').select('id').executeTakeFirstOrThrow();
  await store.write(async (tx) => {
    for (const role of ['clerk', 'cards-officer', 'desk-supervisor'] as const)
      await setRole(tx, member.id, role, true);
  });
  const desk = visitor('desk');
  const challenge = await desk.json('/api/sign-in/options', {});
  await desk.json('/api/sign-in', { response: key.signIn(challenge.json(), desk.origin) });
  return {
    context,
    taking,
    staffId: member.id,
    staff,
    desk,
    open: visitor('public'),
    verify: visitor('verify'),
  };
}

/** A route that takes something, with the shape of it. */
type Taking = { origin: string; path: string; body: z.ZodType | undefined };

/** Those routes; one that does not say what it takes fails the test that asks. */
function shapesOf(taking: readonly Taking[]) {
  return taking.map(({ origin, path, body }) => {
    assert.ok(body, `${origin} ${path} takes something without saying what`);
    return { origin, path, body };
  });
}

forOneServer(
  'privacy',
  (test) => {
    test('T1: every route that takes something says what, and no string of a desk’s takes a person', async (db) => {
      const { taking, context, staffId } = await hall(db);
      const routes = shapesOf(taking);
      assert.ok(routes.length >= 18, `only ${routes.length} routes found`);
      const desk = await newDesk();
      const wish = { publicJwk: desk.publicJwk, cards: 4, hours: 2 };
      const offer = await openShift(context, staffId, wish);
      const { signed } = await workShift(offer, desk, { print: 2, spoil: true });
      const good: Record<string, unknown> = {
        '/api/shifts': wish,
        '/api/shifts/close': {
          ...signed,
          second: ['123456789012'],
          copies: Object.fromEntries(
            physicalSeries(context.program.program).map((series) => [series, 'sealed']),
          ),
        },
        '/api/pick-ups': { shift: offer.shift, box: desk.publicJwk, records: ['0'.repeat(32)] },
        '/api/pick-ups/waiting': { shift: offer.shift, record: '0'.repeat(32) },
        '/api/pick-ups/code': { shift: offer.shift, box: desk.publicJwk, code: '0'.repeat(19) },
        '/api/pick-ups/done': { shift: offer.shift, records: ['f'.repeat(32)] },
        '/api/disposals': { shift: offer.shift, series: 'used-ribbon' },
        '/api/sign-in/options': {},
        '/api/sign-out': {},
      };
      const taken = routes.filter((route) => route.origin === 'desk');
      // A passkey's answer is checked against its key and kept nowhere: the scan below plants people in it.
      const held = taken.filter((route) => route.path !== '/api/sign-in');
      assert.deepEqual(held.map((route) => route.path).sort(), Object.keys(good).sort());
      for (const { path, body } of held) {
        const whole = good[path];
        assert.ok(body.safeParse(whole).success, path);
        for (const at of fieldsOf(body))
          assert.ok(hasField(whole, at), `${path} has a field ${at.join('.')} that nothing is planted in`);
        assert.ok(!body.safeParse({ ...Object(whole), name: 'x' }).success, `${path} takes a further field`);
        for (const planted of plantings(whole)) {
          if (!body.safeParse(planted.body).success) continue;
          // Any 86 letters could be a signature: this one is checked before anything else, and never kept.
          assert.equal(planted.at, 'signature', `${path} ${planted.at} takes ${planted.canary}`);
          await assert.rejects(
            closeShift(context, { ...signed, signature: planted.canary }),
            (error) => isFault(error) && error.code === 'statement-signature-wrong',
          );
        }
      }
    });

    test('T1, T9: people planted in every field of every route are found on no disk and in no log', async (db) => {
      const { taking, context, staffId, staff, desk, open, verify } = await hall(db);
      const visitors: Record<string, Visitor> = { staff, desk, public: open, verify };
      const made = await newDesk();
      const offer = await openShift(context, staffId, { publicJwk: made.publicJwk, cards: 3, hours: 1 });
      const { signed } = await workShift(offer, made, { print: 1 });
      let sent = 0;
      for (const { origin, path, body } of shapesOf(taking)) {
        // The one field that takes a name takes a colleague's, and says so on its page.
        if (path === '/staff/invite' || path === '/sign-out' || path === '/api/sign-out') continue;
        for (const canary of CANARIES) {
          const planted = { ...plantedBody(body, canary), [canary]: canary };
          const exact = plantedBody(body, canary);
          for (const payload of [exact, planted]) {
            const visitor = visitors[origin];
            const answer = path.startsWith('/api/')
              ? await visitor?.json(path, payload)
              : await visitor?.form('/', path, payload as Record<string, string>);
            sent += 1;
            assert.ok(
              answer && (answer.statusCode >= 300 || path.endsWith('/options')),
              `${path} took ${canary}`,
            );
            assertNoTrace(answer.body, `${path} answers with ${canary}`);
          }
        }
      }
      assert.ok(sent > 200);
      await desk.app.inject({ method: 'GET', url: '/api/session?name=Zephyrine', cookies: desk.cookies });
      await verify.get('/status/Zephyrine');
      await closeShift(context, signed);
      assertNoTrace(JSON.stringify(context.events), 'log');
      await assertNoTraceOnDisk(db);
      for (const file of filesUnder(data)) assertNoTrace(readFileSync(file, 'latin1'), file);
    });

    // Last among the scans of this server: what it plants stays in the write-ahead log.
    test('the scan finds what is there: a planted row is seen in the database’s files', async (db) => {
      const id = crypto.randomUUID();
      await db.store.write((tx) =>
        tx.insertInto('staff_members').values({ id, called: 'Zephyrine' }).execute(),
      );
      await assert.rejects(assertNoTraceOnDisk(db), /zephyrine/);
    });

    test('a holder ends a lost card with number and secret, without account or script; every mismatch reads the same', async (db) => {
      const { context, staffId, open } = await hall(db);
      const made = await newDesk();
      const offer = await openShift(context, staffId, { publicJwk: made.publicJwk, cards: 3, hours: 1 });
      const secret = newSlipSecret(context.random);
      const worked = await workShift(offer, made, { print: 2, slip: (serial) => slipHash(serial, secret) });
      await closeShift(context, worked.signed);
      const [lost = '', kept = ''] = worked.printed;
      const send = (number: string, said: string) =>
        open.form('/report-lost', '/report-lost', { number, secret: said });
      const wrong = newSlipSecret(context.random);
      const mismatches = [
        await send(kept, wrong),
        await send(newSerial(context.random), wrong),
        await send(newSerial(context.random), secret),
      ];
      for (const answer of mismatches) {
        assert.equal(answer.statusCode, 422);
        assert.equal(answer.body, mismatches[0]?.body);
      }
      const typed = `${groupSerial(lost)} `;
      const done = await send(typed, groupSlip(secret).toLowerCase());
      assert.equal(done.statusCode, 200, done.body);
      assert.match(done.body, /no longer counts/);
      const rows = await db.store.read
        .selectFrom('cards')
        .select('serial')
        .where('status', '=', 'revoked')
        .execute();
      assert.deepEqual(
        rows.map((row) => row.serial),
        [lost],
      );
      const scripts = (await open.get('/report-lost?lang=es')).body.match(/<script[^>]*>/g) ?? [];
      assert.deepEqual(
        scripts.filter((one) => !one.includes('/leave.')),
        [],
        'none but the one that leaves the page at once',
      );
    });

    test('keys and lists are files that anybody’s script may fetch and keep for a while', async (db) => {
      const { context, staffId, open, desk, verify } = await hall(db);
      const made = await newDesk();
      await openShift(context, staffId, { publicJwk: made.publicJwk, cards: 3, hours: 1 });
      for (const visitor of [open, desk, verify]) {
        const trust = await visitor.get('/trust.json');
        assert.equal(trust.headers['access-control-allow-origin'], '*');
        assert.match(String(trust.headers['cache-control']), /public, max-age=300/);
        const roles = trust.json().keys.map((key: { 'ck:role': string }) => key['ck:role']);
        assert.deepEqual([...new Set(roles)].sort(), ['desk', 'issuing', 'root']);
        assert.ok(trust.json().keys.some((key: { kid: string }) => key.kid === made.kid));
        const list = await visitor.get('/status/1');
        assert.equal(list.statusCode, 200);
        assert.equal(list.headers['content-type'], 'application/statuslist+cwt');
        for (const path of ['/status/2', '/status/0', '/status/01', '/status/-1'])
          assert.equal((await visitor.get(path)).statusCode, 404, path);
      }
      assert.equal((await open.get('/.well-known/jwks.json')).statusCode, 200);
      for (const language of ['en', 'es'])
        assert.equal((await open.get(`/what-we-hold?lang=${language}`)).statusCode, 200);
    });
  },
  { alone: true },
);

/** Every field a shape names, optional ones included. */
function fieldsOf(schema: unknown, path: string[] = []): string[][] {
  const inner: unknown = Reflect.get(Object(Reflect.get(Object(schema), 'def')), 'innerType');
  if (inner !== undefined) return fieldsOf(inner, path);
  const shape: unknown = Reflect.get(Object(schema), 'shape');
  if (typeof shape !== 'object' || shape === null) return [path];
  return Object.entries(shape).flatMap(([name, field]) => fieldsOf(field, [...path, name]));
}

function hasField(body: unknown, path: readonly string[]): boolean {
  let at: unknown = body;
  for (const name of path) at = Reflect.get(Object(at), name);
  return at !== undefined;
}

/** The body with one string replaced, for each of its strings and each canary; inside a statement's JSON as well. */
function* plantings(body: unknown): Generator<{ at: string; canary: string; body: unknown }> {
  for (const path of stringPaths(body))
    for (const canary of CANARIES) yield { at: path.join('.'), canary, body: replaced(body, path, canary) };
  const statement = Object(body).statement;
  if (typeof statement !== 'string') return;
  const inner: unknown = JSON.parse(statement);
  for (const path of stringPaths(inner))
    for (const canary of CANARIES) {
      const text = JSON.stringify(replaced(inner, path, canary));
      yield { at: `statement.${path.join('.')}`, canary, body: { ...Object(body), statement: text } };
    }
}

function stringPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringPaths(inner, [...path, key]));
}

function replaced(value: unknown, path: readonly string[], canary: string): unknown {
  const copy = structuredClone(value);
  let holder = Object(copy);
  for (const key of path.slice(0, -1)) holder = Reflect.get(holder, key);
  Reflect.set(holder, path.at(-1) ?? '', canary);
  return copy;
}

/** A body with the canary in every field that the shape names. */
function plantedBody(schema: z.ZodType, canary: string): Record<string, unknown> {
  const shape: unknown = Reflect.get(schema, 'shape');
  if (typeof shape !== 'object' || shape === null) return {};
  return Object.fromEntries(
    Object.entries(shape).map(([name, inner]) => {
      const nested = Reflect.get(Object(inner), 'shape');
      return [name, nested ? plantedBody(inner as z.ZodType, canary) : canary];
    }),
  );
}

/** Dumps every table and reads every file of the cluster, write-ahead log included, as UTF-8, UTF-16 and base64. */
async function assertNoTraceOnDisk({ address }: TestDatabase): Promise<void> {
  const pool = openPool(address, { max: 1, readOnly: false });
  try {
    await pool.query('checkpoint');
    const { rows } = await pool.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    for (const file of filesUnder(rows[0]?.folder ?? '')) assertNoTrace(readFileSync(file, 'latin1'), file);
  } finally {
    await pool.end();
  }
}

function assertNoTrace(text: string, where: string): void {
  const low = text.toLowerCase();
  for (const trace of TRACES) {
    const wide = Buffer.from(trace, 'utf16le').toString('latin1');
    for (const form of [trace, wide]) assert.ok(!low.includes(form), `${trace} in ${where}`);
  }
  for (const name of ['Zephyrine', 'Quakenbush', 'Freedonia'])
    for (const offset of [0, 1, 2]) {
      const encoded = Buffer.from(`${' '.repeat(offset)}${name}`).toString('base64');
      const core = encoded.slice(offset === 0 ? 0 : 4, -4);
      assert.ok(!text.includes(core), `${name} in base64 in ${where}`);
    }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ entry, path }) => entry.isFile() && statSync(path).size > 0)
    .map(({ path }) => path);
}
