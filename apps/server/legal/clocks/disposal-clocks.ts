import { deadline, type PlainDate, plainDateIn } from '@commonkey/program';
import type { Context } from '../../context.ts';
import { type FilingDue, filingsDue, papersDue } from '../../records/service.ts';
import type { ClockSource, RunningClock } from './source.ts';

/**
 * Certificates of disposal: the day by which each has to be filed, and the day by which its papers have to be with the commission
 * that takes it up. The law department sees the days; the pages behind them are the records office's.
 */
export const disposalClocks: ClockSource = {
  roles: ['law-officer', 'records-officer'],
  async clocks(context, roles) {
    const due = await filingsDue(context.store.read, context);
    const today = plainDateIn(context.program.program.city.timeZone, context.clock.now());
    const may = roles.includes('records-officer');
    return due.flatMap((one) => clocksOf(context, one, today, may ? one.path : null));
  },
};

function clocksOf(
  { program: { program } }: Pick<Context, 'program'>,
  { series, daysBefore, firstDue, commission }: FilingDue,
  today: PlainDate,
  path: string | null,
): RunningClock[] {
  const calendar = program.calendar ?? null;
  const of = { matter: series, of: 'series', path } as const;
  const reckoning = { unit: 'calendar', count: -daysBefore } as const;
  const filing = { ...deadline({ kind: 'certificate-filing', from: firstDue, reckoning }, calendar), ...of };
  if (commission === null) return [filing];
  const from = papersDue(commission, firstDue, today);
  const papers = deadline({ kind: 'commission-papers', from, reckoning: { unit: 'on-the-day' } }, calendar);
  // The commission's own days off are counted in its day, where anybody knows them.
  const holidaysKnown = papers.holidaysKnown && commission.holidays !== undefined;
  return [filing, { ...papers, holidaysKnown, ...of }];
}
