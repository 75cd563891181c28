import { issuersOf, type PlainDate, type Program } from '@commonkey/program';
import { NOT_LISTED } from '../../store/tables/demands.ts';
import { nearestDay } from '../clocks/rule-days.ts';
import { isConfirmed } from '../requests/rules.ts';
import { whyNotGenuine } from './genuine.ts';
import { isServed } from './is-served.ts';
import { keptElsewhere } from './kept-elsewhere.ts';
import { differs } from './search.ts';
import type { DemandView } from './view.ts';

/** What is missing or odd about a demand. It is in the register all the same; each has a sentence, and a way out. */
export const FLAGS = [
  'demand-return-past',
  'demand-rule-day-past',
  'demand-return-missing',
  'demand-service-missing',
  'demand-undated',
  'demand-issuer-not-listed',
  'demand-issuer-unfit',
  'demand-call-back-open',
  'demand-call-back-failed',
  'demand-check-failed',
  'demand-not-compelling',
  'demand-names-somebody',
  'demand-not-held',
  'demand-nothing-here',
  'demand-no-items',
  'demand-gag-open-ended',
  'demand-second-missing',
  'demand-search-differs',
] as const;
export type Flag = (typeof FLAGS)[number];

export function flagsOf(
  view: DemandView,
  today: PlainDate,
  program: Pick<Program, 'legal' | 'calendar' | 'sources'>,
): readonly Flag[] {
  const { row, items, days, checks, holds, closedOn, compelling, gag } = view;
  const here = items.some(({ classes }) => keptElsewhere(classes).length < classes.length);
  const open = closedOn === null;
  const { rule } = nearestDay(program, view);
  const callBack = checks.get('call-back')?.found;
  const doubt = whyNotGenuine(row.instrument, checks);
  const raised: Readonly<Record<Flag, boolean>> = {
    'demand-return-past': open && days.return !== null && days.return < today,
    'demand-rule-day-past': days.return === null && rule !== null && rule.due < today,
    'demand-return-missing': open && days.return === null,
    'demand-service-missing': open && days.service === null && isServed(row.instrument),
    'demand-undated': days.issued === null,
    'demand-issuer-not-listed': row.issuer === NOT_LISTED,
    'demand-issuer-unfit': row.issuer !== NOT_LISTED && isUnfit(program, row),
    'demand-call-back-open': open && (callBack === undefined || callBack === 'unclear'),
    'demand-call-back-failed': callBack === 'no',
    'demand-check-failed': doubt === 'produced-no-judge' || doubt === 'produced-check-failed',
    'demand-not-compelling': open && program.legal !== undefined && !compelling,
    'demand-names-somebody': items.some(({ selector }) => selector !== 'class'),
    'demand-not-held': open && here && holds.length === 0,
    'demand-nothing-here': items.length > 0 && !here,
    'demand-no-items': items.length === 0,
    'demand-gag-open-ended': open && gag.gag === 'ordered' && gag.until === null,
    'demand-second-missing': open && items.some(({ proposed }) => proposed !== null),
    'demand-search-differs': open && items.some(({ search }) => search !== null && differs(search)),
  };
  return FLAGS.filter((flag) => raised[flag]);
}

/** Nothing is said of an issuer by a rule that the city cites from memory. */
function isUnfit(
  program: Pick<Program, 'legal' | 'sources'>,
  { instrument, issuer }: DemandView['row'],
): boolean {
  const by = issuersOf(program, instrument);
  return by !== undefined && isConfirmed(program, by.source) && !by.classes.some((one) => one === issuer);
}

/** What stands over a demand while a day that it must keep is over: in the list and on its own page alike. */
export function dueStyle(flags: readonly Flag[]): string {
  const overdue = flags.includes('demand-return-past') || flags.includes('demand-rule-day-past');
  return overdue ? 'hold-state state state-overdue' : 'hold-state state';
}
