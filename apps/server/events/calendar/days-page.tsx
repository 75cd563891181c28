import { wordDay } from '@commonkey/words';
import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import type { EventDay } from '../days.ts';
import { CLOSINGS_PATH, TRY_PATH } from '../manager/paths.ts';
import { wordMinute } from '../say-time.ts';
import { SITES_PATH } from '../sites/paths.ts';
import { CALENDAR_PATH, calendarDayPath, NEW_DAY_PATH } from './paths.ts';

export type CalendarVisit = Visit & { session: Session };

/** Every day that comes, and how many places of it are booked. */
export function CalendarPage(
  props: CalendarVisit & { days: readonly (EventDay & { booked: number; places: number })[] },
) {
  const { request, session, days } = props;
  const { say, language } = request;
  return (
    <StaffFrame {...props} title={say('calendar.title')} path={CALENDAR_PATH}>
      <p class="lead">{say('calendar.lead')}</p>
      {session.roles.includes('event-manager') && (
        <p>
          <a class="button" href={withLanguage(NEW_DAY_PATH, language)}>
            {say('calendar.new')}
          </a>{' '}
          <a href={withLanguage(CLOSINGS_PATH, language)}>{say('calendar.closings')}</a>{' '}
          <a href={withLanguage(TRY_PATH, language)}>{say('calendar.try')}</a>{' '}
          <a href={withLanguage(SITES_PATH, language)}>{say('asked.link')}</a>
        </p>
      )}
      <h2 id="days" class="visually-hidden">
        {say('calendar.title')}
      </h2>
      {days.length === 0 ? (
        <p class="nothing">{say('calendar.none')}</p>
      ) : (
        <DataTable
          labelledBy="days"
          heads={['day', 'place', 'state', 'booked'].map((key) => say(`calendar.${key}`))}
          rows={days.map((day) => ({
            key: day.mark,
            cells: [
              <a href={withLanguage(calendarDayPath(day.mark), language)}>
                {wordDay(language, day.day)}, {wordMinute(language, day.opens)}
              </a>,
              <bdi>{day.place}</bdi>,
              <span class={day.state === 'announced' ? 'state' : 'state state-overdue'}>
                {say(`calendar.state-${day.state}`)}
              </span>,
              `${day.booked} / ${day.places}`,
            ],
          }))}
        />
      )}
    </StaffFrame>
  );
}
