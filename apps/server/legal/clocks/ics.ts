import { addDays, type PlainDate } from '@commonkey/program';

/** A day on which something is due, and the instants at which to be reminded. */
export type CalendarDay = { uid: string; on: PlainDate; alarms: readonly Date[] };

const OCTETS = 75;

/** `YYYYMMDD` (RFC 5545, section 3.3.4). */
const dateOf = (day: PlainDate): string => day.replaceAll('-', '');
/** `YYYYMMDDTHHMMSSZ` (RFC 5545, section 3.3.5, form 2). */
const instantOf = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** A value of type TEXT (RFC 5545, section 3.3.11). Other control characters have no place in one. */
export const escapeText = (text: string): string =>
  text
    .replace(/[\\;,]/g, (found) => `\\${found}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '');

/** A content line folded to 75 octets, no character cut in two (RFC 5545, section 3.1). */
export function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current + character) > OCTETS) {
      lines.push(current);
      // The space that a continuation begins with counts.
      current = ' ';
    }
    current += character;
  }
  return [...lines, current].join('\r\n');
}

/**
 * A calendar of days and reminders (RFC 5545). All that it says of each is the one word that every one of them has: a calendar
 * program may lie with a company.
 *
 * @param word what a day is called, the same for all
 */
export function calendar(days: readonly CalendarDay[], { word, at }: { word: string; at: Date }): string {
  const text = escapeText(word);
  const event = ({ uid, on, alarms }: CalendarDay) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${instantOf(at)}`,
    `DTSTART;VALUE=DATE:${dateOf(on)}`,
    `DTEND;VALUE=DATE:${dateOf(addDays(on, 1))}`,
    `SUMMARY:${text}`,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    ...alarms.flatMap((alarm) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${text}`,
      `TRIGGER;VALUE=DATE-TIME:${instantOf(alarm)}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Commonkey//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    ...days.flatMap(event),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
