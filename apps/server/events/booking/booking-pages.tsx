import { type PlainDate, wallClockIn } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { ErrorSummary, Field, type FieldErrors, Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { ContactPart, type ContactView } from '../contact/part.tsx';
import { bookable, cityNow, type OpenDay } from '../days.ts';
import { yesUntil } from '../draw/draw.ts';
import { momentOf, wonWords } from '../draw/pages.tsx';
import { BOOKING_PATH } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import { isLate, LatePage } from '../waiting/late.tsx';
import type { OtherDay } from './another-day.ts';
import { KEPT_MINUTES } from './book.ts';
import { Code, Frame, OtherDays, WaysOn } from './code-frame.tsx';
import { DayNote, DayOffPage, isOff } from './day-off.tsx';
import { Facts, TimeChoice } from './day-page.tsx';
import { type EventsVisit, MovedNote } from './days-page.tsx';
import type { Booking } from './find.ts';

/** Where a code is typed. It is no account: whoever has the code has the places. */
export function CodePage({ wrong = {}, ...visit }: EventsVisit & { wrong?: FieldErrors }) {
  const { say, language, csrf } = visit.request;
  return (
    <Frame {...visit} title="events.code-title" failed={Object.keys(wrong).length > 0}>
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">{say('events.code-lead')}</p>
      <Form action={withLanguage(BOOKING_PATH, language)} csrf={csrf} noValidate>
        <Field
          name="code"
          label={say('events.code')}
          hint={say('events.code-hint')}
          error={wrong.code}
          autocomplete="off"
        />
        <button type="submit">{say('events.code-button')}</button>
      </Form>
      <OtherDays {...visit} />
    </Frame>
  );
}

type Kept = {
  code: string;
  until: Date;
  day: OpenDay;
  starts: number;
  party: number;
  offered?: boolean;
  refused?: string;
};

/** Places wait: the code first, and a yes. */
export function KeptPage({ kept, ...visit }: EventsVisit & { kept: Kept }) {
  const { say, language } = visit.request;
  const { day, starts, party, code, offered = false } = kept;
  const { timeZone } = visit.context.program.program.city;
  const until = wordMinute(language, wallClockIn(timeZone, kept.until).minute);
  if (isLate(visit, kept.until))
    return (
      <LatePage {...visit} kept={kept}>
        <YesOrBack {...visit} code={code} day={day} />
      </LatePage>
    );
  if (offered) return <OfferedPage {...visit} kept={kept} />;
  const won = day.draw !== null && kept.until >= yesUntil(visit.context, day.day);
  return (
    <Frame
      {...visit}
      title={won ? 'events.won-title' : 'events.kept-title'}
      failed={kept.refused !== undefined}
    >
      <DayNote request={visit.request} {...noteOf(kept)} />
      <MovedNote request={visit.request} day={day} />
      <p class="lead">
        {won ? wonWords({ ...visit, day }, { starts, party }) : keptWords(visit, kept, until)}
      </p>
      <Code say={say} code={code} />
      <p>{say('events.code-only')}</p>
      <YesOrBack {...visit} code={code} day={day} />
    </Frame>
  );
}

const noteOf = ({ day, refused }: Kept) => ({ day, ...(refused === undefined ? {} : { refused }) });

/** Minutes to say yes, or days where a group of helpers gave the code to somebody. */
function keptWords({ context, request: { say, language } }: EventsVisit, kept: Kept, until: string): string {
  const when = { ...whenOf(language, kept.day.day, kept.starts), count: kept.party };
  const wall = wallClockIn(context.program.program.city.timeZone, kept.until);
  const soon = kept.until.getTime() - context.clock.now().getTime() <= KEPT_MINUTES * 60_000;
  // An hour of another day says which.
  if (soon && wall.day === cityNow(context).day) return say('events.kept-lead', { ...when, until });
  return say('helpers.kept-lead', { ...when, untilDay: wordDay(language, wall.day), untilTime: until });
}

/** Places that somebody gave back, for one who waited. */
function OfferedPage({ kept, ...visit }: EventsVisit & { kept: Kept }) {
  const { say, language } = visit.request;
  const { day, starts, party, code } = kept;
  const yes = momentOf(visit, kept.until);
  return (
    <Frame {...visit} title="events.offered-title" failed={kept.refused !== undefined}>
      <DayNote request={visit.request} {...noteOf(kept)} />
      <MovedNote request={visit.request} day={day} />
      <p class="lead">
        {say('events.offered-lead', {
          ...whenOf(language, day.day, starts),
          ...{ count: party, yesDay: yes.day, yesTime: yes.time },
        })}
      </p>
      <YesOrBack {...visit} code={code} day={day} />
      <Facts request={visit.request} day={day} />
      <Code say={say} code={code} />
      <p>{say('events.code-only')}</p>
    </Frame>
  );
}

/** What a code opens: when, where, and what can be changed. */
export function BookingPage(
  props: EventsVisit & {
    code: string;
    booking: Booking;
    day: OpenDay;
    contact: ContactView;
    /** The places were given back by others: it waited for them. */
    offered?: boolean;
    /** Other days that have room for its people. */
    others?: readonly OtherDay[];
    wrong?: FieldErrors;
    /** Why what was pressed could not be done. */
    refused?: string | undefined;
  },
) {
  const { code, booking, day, contact, offered = false, others = [], wrong = {}, refused, ...visit } = props;
  const why = refused === undefined ? {} : { refused };
  const errors = { ...wrong, ...contact.wrong };
  const { say, language } = visit.request;
  if (isOff({ ...visit, day })) return <DayOffPage {...visit} {...{ code, day, contact }} />;
  if (booking.state === 'came') return <Gone {...visit} title="events.used-title" why="events.used-lead" />;
  if (booking.starts === null || booking.state === 'cancelled') {
    const lapsed = offered ? 'events.gone-offer' : 'events.gone-lapsed';
    const gone = booking.state === 'cancelled' ? 'events.gone-cancelled' : lapsed;
    return <Gone {...visit} title="events.gone-title" why={gone} day={day} />;
  }
  if (booking.state === 'kept') {
    const until = booking.keptUntil ?? visit.context.clock.now();
    return (
      <KeptPage
        {...visit}
        kept={{ code, until, day, offered, starts: booking.starts, party: booking.party, ...why }}
      />
    );
  }
  return (
    <Frame
      {...visit}
      title="events.booked-title"
      failed={Object.keys(errors).length > 0 || refused !== undefined}
    >
      <ErrorSummary say={say} errors={errors} />
      <DayNote request={visit.request} day={day} {...why} />
      <MovedNote request={visit.request} day={day} />
      <p class="lead">
        {say('events.booked-lead', { ...whenOf(language, day.day, booking.starts), count: booking.party })}
      </p>
      <Code say={say} code={code} />
      <p>{say('events.booked-bring')}</p>
      <p>
        <a href={withLanguage('/papers', language)}>{say('events.booked-papers')}</a>
      </p>
      <Facts request={visit.request} day={day} />
      <Move {...visit} {...{ code, day, booking, wrong }} />
      <MoveDay {...visit} {...{ code, others, wrong }} />
      <ContactPart {...visit} {...{ code, contact }} day={day.day} />
      <div class="event-acts">
        <Press {...visit} code={code} act="cancel" quiet />
      </div>
      <p class="aside">{say('events.booked-ends')}</p>
    </Frame>
  );
}

export const GivenBackPage = (visit: EventsVisit) => (
  <Gone {...visit} title="events.given-back-title" why="events.given-back-lead" />
);

function Gone({ title, why, day, ...visit }: EventsVisit & { title: string; why: string; day?: OpenDay }) {
  return (
    <Frame {...visit} title={title}>
      <p class="lead">{visit.request.say(why)}</p>
      {day ? <WaysOn {...visit} day={day} /> : <OtherDays {...visit} />}
    </Frame>
  );
}

function Move(props: EventsVisit & { code: string; day: OpenDay; booking: Booking; wrong: FieldErrors }) {
  const { code, day, booking, wrong, ...visit } = props;
  const { say, language, csrf } = visit.request;
  const others = bookable(visit.context, day)
    .filter(({ starts }) => starts !== booking.starts)
    .map((time) => ({ ...time, free: time.free < booking.party ? 0 : time.free }));
  if (others.every(({ free }) => free === 0)) return null;
  return (
    <details class="event-move" open={wrong.time !== undefined}>
      <summary>{say('events.move-title')}</summary>
      <Form action={withLanguage(`${BOOKING_PATH}/move`, language)} csrf={csrf} noValidate>
        <input type="hidden" name="code" value={code} />
        <TimeChoice request={visit.request} times={others} error={wrong.time} />
        <button type="submit">{say('events.move')}</button>
      </Form>
    </details>
  );
}

function MoveDay(props: EventsVisit & { code: string; others: readonly OtherDay[]; wrong: FieldErrors }) {
  const { code, others, wrong, request } = props;
  const { say, language, csrf } = request;
  if (others.length === 0) return null;
  return (
    <details class="event-move" open={wrong.to !== undefined}>
      <summary>{say('events.another-title')}</summary>
      <Form action={withLanguage(`${BOOKING_PATH}/another-day`, language)} csrf={csrf} noValidate>
        <input type="hidden" name="code" value={code} />
        <Hints name="to" error={wrong.to} />
        {others.map(({ day, times }, at) => (
          <fieldset key={day.mark} class="field">
            <legend>
              {wordDay(language, day.day as PlainDate)}, <bdi>{day.place}</bdi>
            </legend>
            <div class="event-times">
              {times.map(({ starts, free }, which) => (
                <label key={starts} class="event-time">
                  <input
                    type="radio"
                    id={at === 0 && which === 0 ? 'to' : undefined}
                    name="to"
                    value={`${day.mark} ${starts}`}
                  />
                  <span class="event-clock">{wordMinute(language, starts)}</span>
                  <span class="event-left">{say('events.time-free', { count: free })}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        <button type="submit">{say('events.another')}</button>
      </Form>
    </details>
  );
}

const YesOrBack = ({ code, day, ...visit }: EventsVisit & { code: string; day: OpenDay }) => (
  <div class="event-acts">
    <Press {...visit} code={code} act="confirm" day={day} />
    <Press {...visit} code={code} act="cancel" quiet />
  </div>
);

function Press(
  props: EventsVisit & { code: string; act: 'confirm' | 'cancel'; quiet?: boolean; day?: OpenDay },
) {
  const { code, act, quiet, request, day } = props;
  // A yes that would be refused is not asked for; the page says on top that the day is stopped.
  if (day && day.state !== 'announced') return null;
  const { say, language, csrf } = request;
  return (
    <Form action={withLanguage(`${BOOKING_PATH}/${act}`, language)} csrf={csrf}>
      <input type="hidden" name="code" value={code} />
      <button type="submit" class={quiet ? 'quiet' : undefined}>
        {say(act === 'confirm' ? 'events.confirm' : 'events.give-back')}
      </button>
    </Form>
  );
}

const whenOf = (language: string, day: PlainDate, starts: number) => ({
  day: wordDay(language, day),
  time: wordMinute(language, starts),
});
