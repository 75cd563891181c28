import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type LogEvent, openLog } from './log.ts';

function hearing(from = '2026-03-02T10:00:00Z') {
  let time = new Date(from);
  const lines: string[] = [];
  const log = openLog(
    (line) => void lines.push(line),
    () => time,
  );
  return { ...log, lines, at: (next: string) => (time = new Date(next)) };
}

const visit = (method: string, route: string, status = 200, ms = 12): LogEvent => ({
  event: 'request',
  origin: 'public',
  method,
  route,
  status,
  ms,
});

describe('PR-06: what somebody did stands in the log with its hour, and with nobody’s way through a room', () => {
  test('nothing is written when somebody comes, only once the hour is over', () => {
    const here = hearing('2026-03-02T10:43:06Z');
    here.log(visit('POST', '/apply/send', 303));
    here.turn();
    here.at('2026-03-02T10:59:59Z');
    here.log(visit('GET', '/apply/done'));
    here.turn();
    assert.deepEqual(here.lines, []);
    here.at('2026-03-02T11:00:41Z');
    here.turn();
    assert.deepEqual(here.lines, [
      '{"time":"2026-03-02T10:00:00Z","event":"requests","origin":"public","method":"GET","route":"/apply/*","status":200,"upTo":1000,"slowestMs":100}\n',
      '{"time":"2026-03-02T10:00:00Z","event":"requests","origin":"public","method":"POST","route":"/apply/*","status":303,"upTo":1000,"slowestMs":100}\n',
    ]);
    here.turn();
    assert.equal(here.lines.length, 2, 'and once');
  });

  test('who came first, took something back or destroyed it is not told', () => {
    const ways = [
      ['/apply/ask/name', '/apply/ask/latin', '/apply/send', '/apply/withdraw'],
      ['/apply/destroy', '/apply/send'],
    ].map((routes) => {
      const here = hearing();
      for (const route of routes) here.log(visit('POST', route, 303));
      here.end();
      return here.lines;
    });
    assert.deepEqual(ways[0], ways[1]);
  });

  test('a crowd is told by size, and how slow it got', () => {
    const here = hearing();
    for (let i = 0; i < 1001; i += 1) here.log(visit('GET', '/what-we-hold', 200, i === 7 ? 2999 : 3));
    here.end();
    assert.match(
      here.lines.join(''),
      /"route":"\/what-we-hold","status":200,"upTo":10000,"slowestMs":3000\}/,
    );
  });

  test('staff and desks are told by route, and nobody by the second either', () => {
    const here = hearing('2026-03-02T10:43:06Z');
    here.log({ event: 'request', origin: 'staff', method: 'POST', route: '/review/:id', status: 303, ms: 5 });
    here.log({ event: 'job', job: 'cards.publish', outcome: 'done', ms: 40 });
    assert.deepEqual(here.lines, []);
    here.end();
    assert.match(here.lines.join(''), /T10:00:00Z","event":"requests","origin":"staff".*"\/review\/:id"/);
    assert.doesNotMatch(here.lines.join(''), /10:43/);
  });
});

describe('faults: what broke of the house is said at once, whom it met is not', () => {
  const fault = (code: string, more: object = {}): LogEvent => ({
    event: 'fault',
    origin: 'public',
    code,
    ...more,
  });

  test('a part that is away is said at once, once an hour, without the table it met', () => {
    const here = hearing('2026-03-02T10:43:06Z');
    for (let i = 0; i < 3; i += 1)
      here.log(fault('unexpected', { sqlstate: '23505', constraint: 'applications_pkey', kind: 'Fault' }));
    here.log(fault('keeper-silent'));
    assert.deepEqual(here.lines, [
      '{"time":"2026-03-02T10:43:06Z","event":"fault","origin":"public","code":"unexpected"}\n',
      '{"time":"2026-03-02T10:43:06Z","event":"fault","origin":"public","code":"keeper-silent"}\n',
    ]);
    here.lines.length = 0;
    here.end();
    assert.match(
      here.lines.join(''),
      /T10:00:00Z","event":"faults","origin":"public","code":"unexpected","sqlstate":"23505","constraint":"applications_pkey"/,
    );
  });

  test('what only somebody’s own step meets waits for the hour', () => {
    const here = hearing('2026-03-02T10:43:06Z');
    here.log(fault('session-not-ended'));
    here.log(fault('record-gone'));
    assert.deepEqual(here.lines, []);
    here.end();
    assert.match(
      here.lines.join(''),
      /T10:00:00Z","event":"faults","origin":"public","code":"session-not-ended"/,
    );
  });

  test('of what runs by the clock, of staff and of desks everything is said at once', () => {
    const here = hearing();
    here.log({ event: 'fault', code: 'ledger-rows-altered' });
    here.log({ event: 'fault', origin: 'staff', code: 'unexpected', constraint: 'staff_members_pkey' });
    here.log({ event: 'job', job: 'records.sweep', outcome: 'failed', ms: 3, code: 'clock-leapt' });
    assert.equal(here.lines.length, 3);
    assert.match(here.lines.join(''), /staff_members_pkey/);
  });
});
