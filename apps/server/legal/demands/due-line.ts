import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { nearestDay } from '../clocks/rule-days.ts';
import { today } from '../review.ts';
import type { DemandView } from './view.ts';

/** By when, in one line: the first day that runs, the rule's own where that is it; or when it was closed. */
export function dueLine(
  context: Pick<Context, 'program' | 'clock'>,
  { say, language }: FastifyRequest,
  demand: DemandView,
): string {
  const { program } = context.program;
  const now = today(context);
  const day = (on: string) => wordDay(language, on);
  const orPast = (line: string, on: PlainDate) =>
    on < now ? `${line} · ${say('legal.demand-day-past')}` : line;
  if (demand.closedOn !== null) return say('legal.demand-closed-on', { day: day(demand.closedOn) });
  const { rule, own } = nearestDay(program, demand);
  if (rule === null)
    return own === null
      ? say('legal.demand-no-return')
      : orPast(say('legal.demand-due', { day: day(own) }), own);
  const { what, unit, count, after, due } = rule;
  const line = orPast(say('legal.demand-due-rule', { what, unit, count, after, day: day(due) }), due);
  return own === null ? line : orPast(`${line} · ${say('legal.demand-due-own', { day: day(own) })}`, own);
}

/** The day that runs all the same for a demand that names none; nothing where no rule gives one. */
export function runsAllTheSame(
  { program: { program } }: Pick<Context, 'program'>,
  { say, language }: FastifyRequest,
  demand: DemandView,
): string {
  const { rule } = nearestDay(program, demand);
  if (rule === null) return '';
  const { what, unit, count, after, due } = rule;
  return say('legal.flag-demand-return-missing-runs', {
    ...{ what, unit, count, after, day: wordDay(language, due) },
  });
}
