import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Flow, Program } from '@commonkey/program';
import { parseProgram } from '@commonkey/program/parse.ts';
import { shippedFiles } from '@commonkey/program/testing/shipped.ts';
import { isFault } from '@commonkey/words';
import { NO_NOTICES, type NoticeSettings } from '../config/notices.ts';
import type { Witness } from '../config/witnesses.ts';
import { onlineCity, openFrontDoor } from '../papers/testing/origin.ts';
import { requireRegistered, type Setup, unregistered } from './in-use.ts';
import { overdueFlows } from './overdue.ts';
import { routes } from './routes.tsx';
import { testFlow } from './testing/registered.ts';

const mail = { host: 'mail.city.example' } as NoticeSettings['mail'];
const text = { url: 'https://sms.example:8443/v1' } as NoticeSettings['text'];
const witness = { url: 'https://witness.example/add' } as Witness;
const s3 = { kind: 's3', endpoint: 'https://store.example/bucket', key: '', secret: '', region: '' } as const;
const folder = { kind: 'folder', folder: '/nowhere' } as const;

const ELSEWHERE = 'postgres://u:p@db.vendor.example:5432/city';

const withFlows = (program: Program, flows: readonly Flow[]): Program => ({
  ...program,
  sharing: { ...program.sharing, flows: [...(program.sharing?.flows ?? []), ...flows] },
});

const refusal = (setup: Setup): unknown => {
  try {
    requireRegistered(setup);
    return null;
  } catch (error) {
    assert.ok(isFault(error));
    return [error.code, error.params.kind, error.params.host];
  }
};

test('a way out that is set up and not registered stops the start, with the entry that is missing', async () => {
  const program = await onlineCity();
  const plain: Setup = {
    program,
    config: { blobs: folder, databaseUrl: null },
    notices: NO_NOTICES,
    witnesses: [],
  };
  assert.equal(refusal(plain), null, 'the shipped city starts');
  const ways: [Partial<Setup>, Flow['kind'], string][] = [
    [{ notices: { mail, text: null } }, 'mail', 'mail.city.example'],
    [{ notices: { mail: null, text } }, 'text', 'sms.example'],
    [{ config: { blobs: s3, databaseUrl: null } }, 'blob-store', 'store.example'],
    [{ config: { blobs: folder, databaseUrl: ELSEWHERE } }, 'database', 'db.vendor.example'],
    [{ witnesses: [witness] }, 'witness', 'witness.example'],
  ];
  for (const [change, kind, host] of ways) {
    const setup = { ...plain, ...change };
    assert.deepEqual(refusal(setup), ['flow-not-registered', kind, host]);
    const elsewhere = withFlows(program, [testFlow(kind, 'other.example')]);
    assert.deepEqual(refusal({ ...setup, program: elsewhere }), ['flow-not-registered', kind, host]);
    assert.equal(refusal({ ...setup, program: withFlows(program, [testFlow(kind, host)]) }), null);
  }
  const { sharing: _, ...silent } = program;
  assert.deepEqual(
    unregistered({ ...plain, program: silent }).map(({ kind }) => kind),
    ['library-pool', 'transit-blanks'],
    'without a register nothing is allowed',
  );
});

test('a database on this machine leaves for nobody, by whatever name it is asked', async () => {
  const program = await onlineCity();
  const ways = (databaseUrl: string) =>
    unregistered({ program, config: { blobs: folder, databaseUrl }, notices: NO_NOTICES, witnesses: [] });
  for (const here of [
    'postgres://u:p@localhost:5432/d',
    'postgres://u:p@127.0.0.1/d',
    'postgres://u:p@[::1]:5432/d',
    'postgres:///d?host=/var/run/postgresql',
    'postgres://u:p@localhost/d?host=/var/run/postgresql',
  ])
    assert.deepEqual(ways(here), [], here);
  for (const [there, host] of [
    ['postgres://u:p@192.0.2.2:55432/d', '192.0.2.2'],
    ['postgres://u:p@localhost/d?host=db.vendor.example', 'db.vendor.example'],
    ['postgres://u:p@localhost.vendor.example/d', 'localhost.vendor.example'],
  ] as const)
    assert.deepEqual(ways(there), [{ kind: 'database', host }], there);
});

test('the check of a program refuses an entry that says what no way carries, or to nowhere, or on no day', () => {
  const files = shippedFiles('model-city');
  const faultsOf = (change: Partial<Record<keyof Flow | 'photo', unknown>>) => {
    const register = JSON.parse(files['sharing.json'] ?? '');
    const [first, ...rest] = register.flows;
    const sharing = JSON.stringify({ ...register, flows: [{ ...first, ...change }, ...rest] });
    return parseProgram({ ...files, 'sharing.json': sharing }).faults.map(
      ({ file, path, code }) => `${file} ${path} ${code}`,
    );
  };
  assert.deepEqual(faultsOf({}), []);
  assert.deepEqual(faultsOf({ fields: ['sealed-bytes'] }), ['sharing.json /flows/0/fields/0 flow-unfit']);
  assert.deepEqual(faultsOf({ host: 'a.example' }), ['sharing.json /flows/0/host flow-unfit']);
  assert.deepEqual(faultsOf({ kind: 'witness', fields: ['ledger-checkpoint'] }), [
    'sharing.json /flows/0/host flow-unfit',
  ]);
  assert.deepEqual(faultsOf({ reviewBy: '2027-02-30' }), ['sharing.json /flows/0/reviewBy date-impossible']);
  assert.deepEqual(faultsOf({ source: 'nobody' }), ['sharing.json /flows/0/source name-unknown']);
  for (const field of ['name', 'photo', 'birth-date', 'papers'])
    assert.notDeepEqual(faultsOf({ fields: [field] }), [], `${field} can be entered`);
  assert.notDeepEqual(faultsOf({ photo: true }), []);
});

test('anybody reads who gets what, in each language; what nobody looked at in time is red', async (t) => {
  const flow = { ...testFlow('mail', 'mail.city.example'), reviewBy: '2026-11-21' };
  const program = withFlows(await onlineCity(), [flow]);
  assert.deepEqual(overdueFlows(program, '2026-11-21'), []);
  assert.deepEqual(overdueFlows(program, '2026-11-22'), [flow]);
  const { app } = await openFrontDoor(t, program, [routes]);
  for (const language of program.city.languages) {
    const { statusCode, body } = await app.inject(`/sharing?lang=${language}`);
    assert.equal(statusCode, 200);
    assert.match(body, /Model City Public Library/);
    assert.match(body, /standing-broken/);
    assert.match(body, /mail\.city\.example/);
    assert.doesNotMatch(body, />sharing\./, `${language} lacks words`);
  }
  const data = (await app.inject('/sharing.json')).json();
  assert.deepEqual(
    data.flows.map(({ id, overdue }: { id: string; overdue: boolean }) => [id, overdue]),
    [
      ['library-numbers', false],
      ['transit-blanks', false],
      ['test-mail', true],
    ],
  );
});
