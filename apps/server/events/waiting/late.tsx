import { wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { Code, Frame, WaysOn } from '../booking/code-frame.tsx';
import { DayNote } from '../booking/day-off.tsx';
import { type EventsVisit, MovedNote } from '../booking/days-page.tsx';
import { cityNow, hasBegun, type OpenDay } from '../days.ts';
import { wordMinute } from '../say-time.ts';

type Late = { code: string; day: OpenDay; starts: number; party: number; refused?: string };

/** The time to say yes is over. Whoever has a code reads so, and not a time that has passed. */
export const isLate = ({ context }: EventsVisit, until: Date): boolean => until < context.clock.now();

/** Places that nobody said yes to in time and nobody else took: `children` say yes, as long as their time has not begun. */
export function LatePage({
  kept,
  children,
  ...visit
}: EventsVisit & { kept: Late; children: ComponentChildren }) {
  const { context, request } = visit;
  const { say, language } = request;
  const { code, day, starts, party, refused } = kept;
  const begun = hasBegun(cityNow(context), day.day, starts);
  const when = { day: wordDay(language, day.day), time: wordMinute(language, starts), count: party };
  return (
    <Frame
      {...visit}
      title={begun ? 'events.gone-title' : 'events.late-title'}
      failed={refused !== undefined}
    >
      <DayNote request={request} day={day} {...(refused === undefined ? {} : { refused })} />
      <MovedNote request={request} day={day} />
      <p class="lead">{say(begun ? 'events.late-begun' : 'events.late-lead', when)}</p>
      {begun ? (
        <WaysOn {...visit} day={day} />
      ) : (
        <>
          <Code say={say} code={code} />
          <p>{say('events.code-only')}</p>
          {children}
        </>
      )}
    </Frame>
  );
}
