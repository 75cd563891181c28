import { deadline, instrumentRule, type PlainDate, type Reckoning } from '@commonkey/program';
import { demandPath } from '../demands/paths.ts';
import { allDemands, type DemandView, maySee } from '../demands/view.ts';
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
      .flatMap((view) => daysOf(view).map((asked) => ({ ...deadline(asked, calendar), ...of(view) })));

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
        ...reckoned(view(days), since),
        ...silent,
      ];

      function reckoned(from: PlainDate, since: PlainDate) {
        return (instrumentRule(program, row.instrument)?.clocks ?? []).flatMap(
          ({ for: what, unit, count, orReturn }) => {
            if (what === 'objection' && days.objection !== null) return [];
            const kind = what === 'objection' ? 'objection' : kindOfAnswer(row.instrument);
            const reckoning: Reckoning = { unit, count };
            const notAfter = orReturn && days.return !== null ? { notAfter: days.return } : {};
            return [{ kind, from, since, reckoning, ...notAfter }];
          },
        );
      }
      function view(all: DemandView['days']): PlainDate {
        return all.service ?? row.received_on;
      }
    }
  },
};

const kindOfAnswer = (instrument: string): RunningClock['kind'] =>
  instrument === 'i9-inspection' ? 'i9-inspection' : 'return-date';

const of = ({ row: { id, matter } }: DemandView) => ({ matter, of: 'demand' as const, path: demandPath(id) });
