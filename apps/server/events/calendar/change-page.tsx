import { clockTime } from '@commonkey/events';
import { Field, Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import type { OpenDay } from '../days.ts';
import { wordMinute } from '../say-time.ts';
import { type Answer, DayFrame } from './day-frame.tsx';
import type { CalendarVisit } from './days-page.tsx';
import { changePath } from './paths.ts';
import type { Stays } from './set-room.ts';

export type TypedChange = Readonly<Record<string, string | undefined>>;
type Props = CalendarVisit &
  Answer & {
    day: OpenDay;
    room: readonly { starts: number; places: number }[];
    typed?: TypedChange;
    /** Times that keep more places than was wished; undefined: nothing was wished. */
    stays?: readonly Stays[] | undefined;
  };

/** Where and when a day is, and how many places it gives: what was booked stays booked. */
export function ChangePage(props: Props) {
  const { request, day, stays } = props;
  const { say, language } = request;
  return (
    <DayFrame {...props} title={say('calendar.change-title')} path={changePath(day.mark)}>
      {stays && (
        <div class={stays.length > 0 ? 'notice notice-amber' : 'notice notice-leaf'} role="status">
          <p>{say(stays.length > 0 ? 'calendar.room-stays' : 'calendar.room-done')}</p>
          <ul>
            {stays.map(({ starts, places }) => (
              <li key={starts}>
                {say('calendar.room-kept', { time: wordMinute(language, starts), count: places })}
              </li>
            ))}
          </ul>
        </div>
      )}
      <MoveForm {...props} />
      <RoomForm {...props} />
    </DayFrame>
  );
}

function MoveForm({ request, day, typed = {}, wrong = {} }: Props) {
  const { say, language, csrf } = request;
  const is: TypedChange = {
    day: day.day,
    opens: clockTime(day.opens),
    place: day.place,
    address: day.address,
  };
  const value = (name: string) => typed[name] ?? is[name];
  return (
    <section class="sheet" aria-labelledby="move">
      <h2 id="move">{say('calendar.move-title')}</h2>
      <p>{say('calendar.move-lead')}</p>
      <Form action={withLanguage(`${changePath(day.mark)}/move`, language)} csrf={csrf} noValidate>
        <input type="hidden" name="version" value={day.version} />
        {(['day', 'opens'] as const).map((name) => (
          <div key={name} class={wrong[name] ? 'field field-wrong' : 'field'}>
            <label for={name}>{say(`calendar.field-${name}`)}</label>
            <Hints name={name} error={wrong[name]} />
            <input
              {...{ id: name, name, type: name === 'day' ? 'date' : 'time' }}
              value={value(name)}
              aria-describedby={wrong[name] ? `${name}-error` : undefined}
              aria-invalid={wrong[name] ? 'true' : undefined}
            />
          </div>
        ))}
        {(['place', 'address'] as const).map((name) => (
          <Field
            key={name}
            name={name}
            label={say(`calendar.field-${name}`)}
            error={wrong[name]}
            value={value(name)}
            autocomplete="off"
          />
        ))}
        <button type="submit">{say('calendar.move')}</button>
      </Form>
    </section>
  );
}

function RoomForm({ request, day, room, typed = {}, wrong = {} }: Props) {
  const { say, language, csrf } = request;
  return (
    <section class="sheet" aria-labelledby="room">
      <h2 id="room">{say('calendar.room-title')}</h2>
      <p>{say('calendar.room-lead')}</p>
      <Form action={withLanguage(`${changePath(day.mark)}/room`, language)} csrf={csrf} noValidate>
        <input type="hidden" name="version" value={day.version} />
        {room.map(({ starts, places }) => (
          <Field
            key={starts}
            name={roomField(starts)}
            label={say('calendar.room-time', { time: wordMinute(language, starts) })}
            error={wrong[roomField(starts)]}
            value={typed[roomField(starts)] ?? String(places)}
            inputMode="numeric"
            autocomplete="off"
          />
        ))}
        <button type="submit">{say('calendar.room')}</button>
      </Form>
    </section>
  );
}

export const roomField = (starts: number): string => `at-${starts}`;
