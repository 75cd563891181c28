import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { ApplicationState } from '../../store/tables/portal.ts';
import { AppealBeginsAnew, LawMovesDays } from '../../ui/last-days.tsx';
import type { RecordHead } from '../../vault/vault.ts';
import type { Visit } from '../frame.tsx';
import type { PortalSession } from '../session.ts';
import { canAppeal, isLate } from './stands.ts';

export type OwnDays = Visit & {
  session: PortalSession;
  heads: readonly RecordHead[];
  on: PlainDate;
};

/** Sent, and not decided for good: a no may still come, and an appeal against it. */
const UNDECIDED: readonly ApplicationState[] = ['waiting', 'asked', 'second-look'];

/**
 * That an appeal begins the days anew, to whom it may still happen. After a no it is told with the day before which it can
 * be made. What was never sent comes to no appeal, and neither does what was appealed or approved.
 */
export function AppealMovesDays({ context, request, session: { application }, heads, on }: OwnDays) {
  const { say, language } = request;
  const { state, first_verdict: first, appeal_until: until } = application;
  if (canAppeal(application, heads, on) && until !== null)
    return <p>{say('after.appeal-moves', { day: wordDay(language, until) })}</p>;
  if (!UNDECIDED.includes(state) || first === 'deny' || isLate(application, heads, on)) return null;
  return <AppealBeginsAnew {...{ program: context.program.program, say }} />;
}

/** All that can carry a day on of what is sent now (UX-02). */
export function WhatMovesOwnDays(props: OwnDays) {
  return (
    <>
      <AppealMovesDays {...props} />
      <LawMovesDays say={props.request.say} />
    </>
  );
}
