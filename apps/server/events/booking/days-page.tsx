import { wallClockIn } from '@commonkey/program';
import { nativeName, wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { bookable, type OpenDay, takesEntries } from '../days.ts';
import { HELPERS_PATH } from '../helpers/paths.ts';
import { BOOKING_PATH, dayPath, EVENTS_PATH, NUMBER_PATH } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import { SITE_PATH } from '../sites/paths.ts';

export type EventsVisit = { context: Context; request: FastifyRequest };

export const EVENTS_STYLE = '/assets/events.css';

/** Every day that comes: what is truly free stands first. */
export function DaysPage(props: EventsVisit & { days: readonly OpenDay[] }) {
  const { context, request, days } = props;
  const { say, language } = request;
  return (
    <PublicPage {...{ context, request }} title="events.title" path={EVENTS_PATH}>
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <p class="lead">{say('events.lead')}</p>
      {days.length === 0 && <p class="notice">{say('events.none')}</p>}
      <ol class="event-days">
        {days.map((day) => (
          <DayCard key={day.mark} {...{ context, request, day }} />
        ))}
      </ol>
      <HaveCode {...{ context, request }} />
      <p>
        <a href={withLanguage('/papers', language)}>{say('events.booked-papers')}</a>
      </p>
      <p>
        <a href={withLanguage(HELPERS_PATH, language)}>{say('helpers.title')}</a>
        <br />
        <a href={withLanguage(SITE_PATH, language)}>{say('sites.link')}</a>
      </p>
    </PublicPage>
  );
}

function DayCard({ context, request, day }: EventsVisit & { day: OpenDay }) {
  const { language } = request;
  const gives = day.state === 'announced';
  return (
    <li class={gives ? 'event-day' : 'event-day event-day-not'}>
      <h2>
        <a href={withLanguage(dayPath(day.mark), language)}>{dayHeading(request, day)}</a>
      </h2>
      <MovedNote {...{ request, day }} />
      <p class="event-place" dir="auto">
        {day.place}
      </p>
      {gives ? <Gives {...{ context, request, day }} /> : <p class="event-state">{stateOf(request, day)}</p>}
      <p class="event-spoken">{day.languages.map(nativeName).join(' · ')}</p>
    </li>
  );
}

/** A day whose places are still to be drawn says so; of the others, what is free now. */
function Gives({ context, request, day }: EventsVisit & { day: OpenDay }) {
  const { draw } = day;
  if (draw === null || draw.drawn_on !== null) return <FreeNow {...{ context, request, day }} />;
  const wall = wallClockIn(context.program.program.city.timeZone, draw.closes_at);
  const { say, language } = request;
  return (
    <p class="event-free">
      {takesEntries(context, day)
        ? say('events.draw-lead', {
            day: wordDay(language, wall.day),
            time: wordMinute(language, wall.minute),
          })
        : say('events.draw-soon')}
    </p>
  );
}

/** How many can be booked now, and how many are kept for whoever just comes. */
export function FreeNow({
  context,
  request,
  day,
  reached = true,
}: EventsVisit & {
  day: OpenDay;
  /** Places that were kept say nothing where the door does not reach whoever comes now. */
  reached?: boolean;
}) {
  const { say, language } = request;
  const times = bookable(context, day);
  const free = times.reduce((sum, time) => sum + time.free, 0);
  const walkIns = times.reduce((sum, time) => sum + time.walkIns, 0);
  const { timeZone } = context.program.program.city;
  const next = day.nextRelease && wallClockIn(timeZone, day.nextRelease);
  return (
    <>
      <p class={free > 0 ? 'event-free' : 'event-free event-full'}>{say('events.free', { count: free })}</p>
      {reached && <p>{say('events.just-come', { count: walkIns })}</p>}
      {next && (
        <p>
          {say('events.more-from', {
            day: wordDay(language, next.day),
            time: wordMinute(language, next.minute),
          })}
        </p>
      )}
    </>
  );
}

/** Where and when it was to be, for whoever remembers that: before anything else of the day. */
export function MovedNote({
  request: { say, language },
  day,
}: Pick<EventsVisit, 'request'> & { day: OpenDay }) {
  if (!day.moved || day.state === 'cancelled') return null;
  const { place } = day.moved;
  const when = { day: wordDay(language, day.moved.day), time: wordMinute(language, day.moved.opens) };
  return <p class="notice notice-amber">{say('events.moved', { ...when, place })}</p>;
}

export const dayHeading = ({ say, language }: FastifyRequest, day: OpenDay): string =>
  say('events.day-title', {
    day: wordDay(language, day.day),
    from: wordMinute(language, day.opens),
    until: wordMinute(language, day.closes),
  });

/** What a day that gives no places says of itself. */
export function stateOf({ say }: FastifyRequest, { state, reason }: OpenDay): string {
  if (state === 'over') return say('events.over');
  return say(`events.${state}`, { reason: reason === null ? '' : say(`events.reason-${reason}`) });
}

export function HaveCode({ request: { say, language } }: EventsVisit) {
  return (
    <p class="event-code">
      {say('events.have-code')}{' '}
      <a href={withLanguage(BOOKING_PATH, language)}>{say('events.open-booking')}</a>
      <br />
      {say('events.have-number')}{' '}
      <a href={withLanguage(NUMBER_PATH, language)}>{say('events.open-number')}</a>
    </p>
  );
}
