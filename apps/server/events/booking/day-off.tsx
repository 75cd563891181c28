import { withLanguage } from '../../ui/layout.tsx';
import { ContactPart, type ContactView } from '../contact/part.tsx';
import { cityNow, type OpenDay } from '../days.ts';
import { EVENTS_PATH } from '../paths.ts';
import { Frame } from './code-frame.tsx';
import { dayHeading, type EventsVisit, stateOf } from './days-page.tsx';

type Of = EventsVisit & { day: OpenDay };

/** Nobody comes on it any more, whatever a code keeps there. */
export const isOff = ({ context, day }: Pick<Of, 'context' | 'day'>): boolean =>
  day.state === 'cancelled' || isOver({ context, day });

const isOver = ({ context, day }: Pick<Of, 'context' | 'day'>): boolean =>
  day.state === 'over' || day.day < cityNow(context).day;

/** Said first and of every code alike: who reads only the headline does not go to a closed door. */
export function DayOffPage({ code, contact, ...visit }: Of & { code: string; contact: ContactView }) {
  const { request, day } = visit;
  const { say, language } = request;
  const cancelled = day.state === 'cancelled';
  return (
    <Frame {...visit} title={cancelled ? 'events.cancelled-title' : 'events.over-title'}>
      <p class="lead">{dayHeading(request, day)}</p>
      {cancelled && day.reason !== null && <p>{say(`events.reason-${day.reason}`)}</p>}
      <p>
        <a class="button" href={withLanguage(EVENTS_PATH, language)}>
          {say('events.other-days')}
        </a>
      </p>
      <ContactPart {...visit} {...{ code, contact }} day={day.day} ended />
    </Frame>
  );
}

/** What was refused, and what a stopped day says of itself, above whatever a code keeps. */
export function DayNote({ request, day, refused }: Pick<Of, 'request' | 'day'> & { refused?: string }) {
  const stopped = day.state === 'stopped';
  if (!stopped && refused === undefined) return null;
  return (
    <p class="notice notice-amber" role={refused === undefined ? undefined : 'alert'}>
      {stopped ? stateOf(request, day) : refused}
    </p>
  );
}
