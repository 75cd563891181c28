import { isPlainDate } from '../plain-date.ts';
import type { Program } from '../types.ts';
import type { Report } from './fault.ts';

/** Days must exist, and a span must not end before it begins. */
export function checkDates(program: Program, report: Report): void {
  const span = (
    path: string[],
    names: [string, string],
    from: string | undefined,
    until: string | undefined,
  ) => {
    for (const [name, date] of [
      [names[0], from],
      [names[1], until],
    ] as const) {
      if (date !== undefined && !isPlainDate(date)) report([...path, name], 'date-impossible', { date });
    }
    if (from !== undefined && until !== undefined && until < from) {
      report([...path, names[1]], 'date-order', { from, until });
    }
  };
  span(['effective'], ['from', 'until'], program.effective.from, program.effective.until);
  program.series.forEach(({ approval, certificate }, place) => {
    const at = ['series', place];
    if (approval && !isPlainDate(approval.on))
      report([...at, 'approval', 'on'], 'date-impossible', { date: approval.on });
    certificate?.commission?.holidays?.forEach((date, n) => {
      if (!isPlainDate(date))
        report([...at, 'certificate', 'commission', 'holidays', n], 'date-impossible', { date });
    });
  });
  program.calendar?.holidays.forEach((date, n) => {
    if (!isPlainDate(date)) report(['calendar', 'holidays', n], 'date-impossible', { date });
  });
  if (program.calendar && !isPlainDate(program.calendar.through))
    report(['calendar', 'through'], 'date-impossible', { date: program.calendar.through });
  const { portal } = program.channels;
  if (portal) span(['channels', 'portal'], ['since', 'until'], portal.since, portal.until);
}
