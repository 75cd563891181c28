import { StaffFrame } from '../../staff/service.ts';
import { EVENT_REASONS } from '../../store/tables/events.ts';
import { ErrorSummary, type FieldErrors, Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { dayHeading, EVENTS_STYLE, stateOf } from '../booking/days-page.tsx';
import type { OpenDay } from '../days.ts';
import type { CalendarVisit } from './days-page.tsx';
import { calendarDayPath, cancelPath } from './paths.ts';

type Props = CalendarVisit & {
  day: OpenDay;
  /** People whose day it would have been. */
  booked: number;
  waiting: number;
  typed?: string;
  wrong?: FieldErrors;
  changed?: boolean;
};

/** What cannot be taken back is asked with those whom it concerns in sight. */
export function CancelPage(props: Props) {
  const { request, day, booked, waiting, wrong = {}, changed = false } = props;
  const { say, language } = request;
  const ended = day.state === 'cancelled' || day.state === 'over';
  return (
    <StaffFrame
      {...props}
      title={say('calendar.cancel-title')}
      path={cancelPath(day.mark)}
      failed={changed || Object.keys(wrong).length > 0}
    >
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <a class="back" href={withLanguage(calendarDayPath(day.mark), language)}>
        {dayHeading(request, day)}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      {changed && (
        <p class="notice notice-brick" role="alert">
          {say('calendar.changed')}
        </p>
      )}
      {day.state !== 'announced' && <p class="notice notice-amber">{stateOf(request, day)}</p>}
      {!ended && (
        <>
          <ul class="notice notice-amber">
            <li>{say('calendar.cancel-booked', { count: booked })}</li>
            <li>{say('calendar.cancel-waiting', { count: waiting })}</li>
          </ul>
          <p>{say('calendar.cancel-lead')}</p>
          <CancelForm {...props} />
        </>
      )}
    </StaffFrame>
  );
}

function CancelForm({ request: { say, language, csrf }, day, typed = '', wrong = {} }: Props) {
  const error = wrong.reason;
  return (
    <Form action={withLanguage(cancelPath(day.mark), language)} csrf={csrf} noValidate>
      <input type="hidden" name="version" value={day.version} />
      <div class={error ? 'field field-wrong' : 'field'}>
        <label for="reason">{say('calendar.reason')}</label>
        <Hints name="reason" error={error} />
        <select
          id="reason"
          name="reason"
          class="wide"
          aria-describedby={error ? 'reason-error' : undefined}
          aria-invalid={error ? 'true' : undefined}
        >
          <option value="">{say('calendar.reason-choose')}</option>
          {EVENT_REASONS.map((one) => (
            <option key={one} value={one} selected={one === typed}>
              {say(`events.reason-${one}`)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="quiet">
        {say('calendar.cancel-now')}
      </button>
    </Form>
  );
}
