import { randomUUID } from 'node:crypto';
import type { PlainDate } from '@commonkey/program';
import { wordDay, wordList } from '@commonkey/words';
import { ErrorSummary, type FieldErrors, Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { Code, Frame, WaysOn } from '../booking/code-frame.tsx';
import { DayNote, DayOffPage, isOff } from '../booking/day-off.tsx';
import { type EventsVisit, MovedNote } from '../booking/days-page.tsx';
import { PartyChoice } from '../booking/party-choice.tsx';
import { ContactPart, type ContactView } from '../contact/part.tsx';
import { bookable, type OpenDay, takesWalkIns } from '../days.ts';
import { BOOKING_PATH, dayPath } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import type { Wait } from './wait.ts';

type Of = EventsVisit & { day: OpenDay };
export type TypedWait = { party?: string | undefined; times: readonly string[] };

/** Of a day on which nothing is left: wait for what others give back. Nobody is asked to be quick. */
export function WaitForm({
  typed,
  wrong = {},
  ...props
}: Of & { typed?: TypedWait | undefined; wrong?: FieldErrors }) {
  const { context, request, day } = props;
  const { say, language, csrf } = request;
  return (
    <section aria-labelledby="wait">
      <h2 id="wait">{say('events.wait-title')}</h2>
      <p>{say(takesWalkIns(context, day) ? 'events.wait-lead' : 'events.wait-lead-only')}</p>
      <Form action={withLanguage(`${dayPath(day.mark)}/wait`, language)} csrf={csrf} noValidate>
        <input type="hidden" name="form" value={randomUUID()} />
        <PartyChoice {...{ context, request }} chosen={typed?.party} error={wrong.party} />
        <fieldset class={wrong.time ? 'field field-wrong' : 'field'}>
          <legend>{say('events.draw-times')}</legend>
          <Hints name="time" hint={say('events.draw-times-hint')} error={wrong.time} />
          <div class="event-times">
            {bookable(context, day).map(({ starts }, at) => (
              <label key={starts} class="event-time">
                <input
                  type="checkbox"
                  id={at === 0 ? 'time' : undefined}
                  name="time"
                  value={starts}
                  checked={typed?.times.includes(String(starts))}
                />
                <span class="event-clock">{wordMinute(language, starts)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <button type="submit">{say('events.wait')}</button>
      </Form>
    </section>
  );
}

/** What a code opens whose places are still to come. */
export function WaitPage(props: Of & { code: string; wait: Wait; contact: ContactView }) {
  const { code, wait, contact, ...visit } = props;
  const { request, day } = visit;
  const { say, language, csrf } = request;
  const wrong = contact.wrong ?? {};
  if (isOff(visit)) return <DayOffPage {...visit} {...{ code, contact }} />;
  if (wait.state === 'left')
    return (
      <Frame {...visit} title="events.wait-left-title">
        <p class="lead">{say('events.wait-left-lead')}</p>
        <WaysOn {...visit} />
      </Frame>
    );
  const times = wait.wish.map((starts) => wordMinute(language, starts));
  return (
    <Frame {...visit} title="events.waits-title" failed={Object.keys(wrong).length > 0}>
      <ErrorSummary say={say} errors={wrong} />
      <DayNote {...{ request, day }} />
      <MovedNote {...{ request, day }} />
      <p class="lead">
        {say('events.waits-lead', { count: wait.party, day: wordDay(language, day.day as PlainDate) })}
      </p>
      <Code say={say} code={code} />
      <p>{say('events.code-only')}</p>
      <p>
        {times.length === 0
          ? say('events.entered-any')
          : say('events.entered-times', { times: wordList(language, times, 'and') })}
      </p>
      <p>{say('events.waits-look')}</p>
      <ContactPart {...visit} {...{ code, contact }} day={day.day as PlainDate} />
      <Form action={withLanguage(`${BOOKING_PATH}/leave-waiting`, language)} csrf={csrf}>
        <input type="hidden" name="code" value={code} />
        <button type="submit" class="quiet">
          {say('events.leave-waiting')}
        </button>
      </Form>
    </Frame>
  );
}
