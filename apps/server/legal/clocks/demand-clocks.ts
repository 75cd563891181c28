import { deadline, type PlainDate } from '@commonkey/program';
import { demandPath } from '../demands/paths.ts';
import { allDemands, type DemandView, maySee } from '../demands/view.ts';
import { ruleDays } from './rule-days.ts';
import type { ClockSource, RunningClock } from './source.ts';

/** Demands that are open: the days on their paper, those that the city's rules reckon from service, and the end of a gag. */
export const demandClocks: ClockSource = {
  roles: ['law-officer', 'records-officer'],
  async clocks(context, roles) {
    const { program } = context.program;
    const calendar = program.calendar ?? null;
    const demands = await allDemands(context);
    return demands
      .filter((view) => maySee({ roles: [...roles] }, view))
      .flatMap((view) => [
        ...daysOf(view).map((asked) => ({ ...deadline(asked, calendar), ...of(view) })),
        ...ruleDays(program, view).map(({ kind, due, actBy, alarms, holidaysKnown }) => ({
          ...{ kind, due, actBy, alarms, holidaysKnown },
          ...of(view),
        })),
      ]);

    function daysOf({ row, days, gag, closedOn }: DemandView) {
      const since = row.received_on;
      const silent =
        gag.gag === 'ordered' && gag.until !== null
          ? [{ kind: 'gag-expiry' as const, from: gag.until, since }]
          : [];
      if (closedOn !== null) return silent;
      const onPaper = (kind: RunningClock['kind'], from: PlainDate | null) =>
        from === null ? [] : [{ kind, from, since, reckoning: { unit: 'on-the-day' } as const }];
      return [
        ...onPaper('return-date', days.return),
        ...onPaper('hearing', days.hearing),
        ...(days.objection !== null ? onPaper('objection', days.objection) : []),
        ...silent,
      ];
    }
  },
};

const of = ({ row: { id, matter } }: DemandView) => ({ matter, of: 'demand' as const, path: demandPath(id) });
