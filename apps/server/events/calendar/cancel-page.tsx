import { Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { isOff } from '../booking/day-off.tsx';
import { stateOf } from '../booking/days-page.tsx';
import type { OpenDay } from '../days.ts';
import { type AtDoor, isSomebody } from './counts.ts';
import { type Answer, DayFrame } from './day-frame.tsx';
import type { CalendarVisit } from './days-page.tsx';
import { cancelPath } from './paths.ts';
import { ReasonField } from './reason-field.tsx';

type Props = CalendarVisit &
  Answer & {
    day: OpenDay;
    /** People whose day it would have been. */
    booked: number;
    waiting: number;
    door: AtDoor;
    typed?: string;
  };

/** What cannot be taken back is asked with those whom it concerns in sight. */
export function CancelPage(props: Props) {
  const { request, day, booked, waiting, door } = props;
  const { say } = request;
  return (
    <DayFrame {...props} title={say('calendar.cancel-title')} path={cancelPath(day.mark)}>
      {day.state !== 'announced' && <p class="notice notice-amber">{stateOf(request, day)}</p>}
      {isOff(props) ? (
        day.state === 'announced' && !props.problem && <p class="notice">{say('fault.event-over')}</p>
      ) : (
        <>
          <div class="notice notice-amber">
            <ul>
              <li>{say('calendar.cancel-booked', { count: booked })}</li>
              <li>{say('calendar.cancel-waiting', { count: waiting })}</li>
              {isSomebody(door) && (
                <>
                  <li>{say('calendar.cancel-numbers', door)}</li>
                  <li>{say('calendar.cancel-stations', { count: door.busy })}</li>
                </>
              )}
            </ul>
          </div>
          <p>{say('calendar.cancel-lead')}</p>
          <CancelForm {...props} />
        </>
      )}
    </DayFrame>
  );
}

function CancelForm({ request: { say, language, csrf }, day, door, typed, wrong = {} }: Props) {
  return (
    <Form action={withLanguage(cancelPath(day.mark), language)} csrf={csrf} noValidate>
      <input type="hidden" name="version" value={day.version} />
      <ReasonField {...{ say, typed }} error={wrong.reason} />
      {isSomebody(door) && (
        <fieldset class={wrong.sure ? 'field field-wrong' : 'field'}>
          <legend>{say('calendar.cancel-sure-title')}</legend>
          <Hints name="sure" error={wrong.sure} />
          <label class="check">
            <input type="checkbox" id="sure" name="sure" value="yes" />
            {say('calendar.cancel-sure')}
          </label>
        </fieldset>
      )}
      <button type="submit" class="quiet">
        {say('calendar.cancel-now')}
      </button>
    </Form>
  );
}
