import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cityHour } from './city-hour.ts';
import { type CalendarDay, calendar, escapeText, fold } from './ics.ts';

/** What a reader does: RFC 5545, section 3.1, from octets. */
const unfolded = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');
const unescaped = (text: string) =>
  text.replace(/\\([\\;,nN])/g, (_, c: string) => (c.toLowerCase() === 'n' ? '\n' : c));

const at = new Date('2026-11-23T12:00:00Z');
const word = fc.string({ unit: 'binary', maxLength: 200 });
const day = fc
  .date({ min: new Date('2020-01-01T00:00Z'), max: new Date('2040-12-31T00:00Z'), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10));
const entry: fc.Arbitrary<CalendarDay> = fc.record({
  uid: fc.stringMatching(/^[0-9a-f]{32}$/),
  on: day,
  alarms: fc.array(
    fc.date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }),
    {
      maxLength: 3,
    },
  ),
});

test('RFC 5545 3.1: CRLF after each line and nowhere else, no line over 75 octets, no character cut, and back again', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), word, (days, said) => {
      const bytes = Buffer.from(calendar(days, { word: said, at }), 'utf8');
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      assert.ok(text.endsWith('\r\n'));
      assert.equal(text.replaceAll('\r\n', '').search(/[\r\n]/), -1);
      for (let from = 0; from < bytes.length; ) {
        const end = bytes.indexOf('\r\n', from);
        const line = bytes.subarray(from, end);
        assert.ok(line.length <= 75, line.toString());
        // Whole characters by itself: a cut one does not decode.
        new TextDecoder('utf-8', { fatal: true }).decode(line);
        from = end + 2;
      }
      const lines = unfolded(text);
      const summaries = lines.filter((line) => line.startsWith('SUMMARY:'));
      assert.equal(summaries.length, days.length);
      const meant = said
        .replace(/\r\n|\r/g, '\n')
        .replace(/(?![\t\n])\p{Cc}/gu, '')
        .toWellFormed();
      for (const line of summaries)
        assert.equal(unescaped(line.slice('SUMMARY:'.length)).toWellFormed(), meant);
    }),
    { seed: 31, numRuns: 300 },
  );
});

test('RFC 5545 3.3.11: backslash, semicolon and comma are escaped, a line break is said; 3.1: a fold counts its space', () => {
  assert.equal(escapeText('a\\b;c,d\r\ne\nf\rg\u0007\th'), 'a\\\\b\\;c\\,d\\ne\\nf\\ng\th');
  assert.equal(fold('x'.repeat(75)), 'x'.repeat(75));
  assert.equal(fold('x'.repeat(76)), `${'x'.repeat(75)}\r\n x`);
  assert.equal(fold('x'.repeat(75 + 74 + 1)), `${'x'.repeat(75)}\r\n ${'x'.repeat(74)}\r\n x`);
  // 74 octets and then one character of four.
  assert.equal(fold(`${'x'.repeat(74)}🔑`), `${'x'.repeat(74)}\r\n 🔑`);
});

test('RFC 5545 3.6: a whole calendar, to the byte', () => {
  const one = { uid: 'ab'.repeat(16), on: '2026-12-31', alarms: [new Date('2026-12-30T15:00:00Z')] };
  assert.equal(
    calendar([one], { word: 'Deadline', at }),
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Commonkey//Deadlines//EN',
      'CALSCALE:GREGORIAN',
      'BEGIN:VEVENT',
      `UID:${'ab'.repeat(16)}`,
      'DTSTAMP:20261123T120000Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:Deadline',
      'CLASS:PRIVATE',
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Deadline',
      'TRIGGER;VALUE=DATE-TIME:20261230T150000Z',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

test('an hour of a city: before and after the clock changes, and on the days it does', () => {
  const nine = (day: string, zone = 'America/Chicago') => cityHour(zone, day, 9).toISOString();
  assert.equal(nine('2026-11-23'), '2026-11-23T15:00:00.000Z');
  assert.equal(nine('2026-07-01'), '2026-07-01T14:00:00.000Z');
  assert.equal(nine('2026-03-08'), '2026-03-08T14:00:00.000Z');
  assert.equal(nine('2026-11-01'), '2026-11-01T15:00:00.000Z');
  assert.equal(nine('2026-11-23', 'Asia/Kathmandu'), '2026-11-23T03:15:00.000Z');
  assert.equal(cityHour('America/Chicago', '2026-03-08', 2).getUTCDate(), 8, 'an hour that is not there');
});
