import { randomUUID } from 'node:crypto';
import { nativeName } from '@commonkey/words';
import { ErrorSummary, type FieldErrors, Form, Hints } from '../../ui/form.tsx';
import { Layout, withLanguage } from '../../ui/layout.tsx';
import { bookable, cityNow, type DayTime, type OpenDay, takesEntries, takesWalkIns } from '../days.ts';
import { DrawFacts, EnterForm } from '../draw/pages.tsx';
import { dayPath, EVENTS_PATH } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import type { DoorToday } from '../today.ts';
import { type TypedWait, WaitForm } from '../waiting/pages.tsx';
import { takesWaits } from '../waiting/wait.ts';
import { WalkInNote } from '../walk-in-note.tsx';
import type { WalkInWait } from '../walk-in-wait.ts';
import {
  dayHeading,
  EVENTS_STYLE,
  type EventsVisit,
  FreeNow,
  HaveCode,
  MovedNote,
  stateOf,
} from './days-page.tsx';
import { PartyChoice } from './party-choice.tsx';

type Typed = { time?: string | undefined; party?: string | undefined };
type Entering = { party?: string | undefined; times: readonly string[] };

/** What whoever just comes is told, on each showing of the page. */
export type WalkIns = (day: OpenDay) => Promise<{ wait: WalkInWait | null; door: DoorToday | null }>;

/** One day: where, what is there, and its times. */
export function DayPage(
  props: EventsVisit & {
    day: OpenDay;
    typed?: Typed;
    entering?: Entering;
    waiting?: TypedWait;
    wrong?: FieldErrors;
    wait?: WalkInWait | null;
    door?: DoorToday | null;
  },
) {
  const { context, request, day, wrong = {} } = props;
  const { say, language, languages } = request;
  const times = bookable(context, day);
  const waitsForDraw = day.draw !== null && day.draw.drawn_on === null;
  return (
    <Layout
      {...{ say, language, languages }}
      path={dayPath(day.mark)}
      practice={context.config.practice}
      title={dayHeading(request, day)}
      cityName={context.program.program.city.name}
      failed={Object.keys(wrong).length > 0}
    >
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <a class="back" href={withLanguage(EVENTS_PATH, language)}>
        {say('events.back')}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      <MovedNote {...{ request, day }} />
      {day.state === 'announced' && waitsForDraw ? null : day.state === 'announced' ? (
        <FreeNow {...{ context, request, day }} reached={props.door?.notReached !== true} />
      ) : (
        <p class="notice notice-amber">
          {stateOf(request, day)} <a href={withLanguage(EVENTS_PATH, language)}>{say('events.other-days')}</a>
        </p>
      )}
      <DrawFacts {...{ context, request, day }} />
      <Facts {...{ request, day }} />
      {props.wait !== undefined && (
        <WalkInNote
          {...{ request, day }}
          timeZone={context.program.program.city.timeZone}
          wait={props.wait}
          door={props.door ?? null}
          today={day.day === cityNow(context).day}
        />
      )}
      {takesEntries(context, day) && (
        <EnterForm {...{ context, request, day, wrong }} typed={props.entering} />
      )}
      {!waitsForDraw && times.some(({ free }) => free > 0) && <BookForm {...props} times={times} />}
      {day.state === 'announced' &&
        !waitsForDraw &&
        times.length > 0 &&
        times.every(({ free }) => free === 0) && (
          <p class="notice">
            {say(takesWalkIns(context, day) ? 'events.nothing-now' : 'events.nothing-left')}
          </p>
        )}
      {takesWaits(context, day) && times.every(({ free }) => free === 0) && (
        <WaitForm {...{ context, request, day, wrong }} typed={props.waiting} />
      )}
      <HaveCode {...{ context, request }} />
    </Layout>
  );
}

export function Facts({ request: { say }, day }: Pick<EventsVisit, 'request'> & { day: OpenDay }) {
  return (
    <dl class="event-facts">
      <dt>{say('events.where')}</dt>
      <dd>
        <bdi>{day.place}</bdi>
        <br />
        <bdi>{day.address}</bdi>
        <br />
        <a href={mapOf(day.address)} rel="noreferrer external" target="_blank">
          {say('events.map')}
        </a>
      </dd>
      <dt>{say('events.spoken')}</dt>
      <dd>{day.languages.map(nativeName).join(' · ')}</dd>
      {day.access.length > 0 && (
        <>
          <dt>{say('events.offers')}</dt>
          <dd>
            <ul class="event-access">
              {day.access.map((one) => (
                <li key={one}>{say(`events.access-${one}`)}</li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </dl>
  );
}

/** A link and nothing that loads by itself: whoever makes maps hears of nobody who has not pressed it. */
const mapOf = (address: string): string =>
  `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`;

function BookForm({
  context,
  request,
  day,
  times,
  typed = {},
  wrong = {},
}: EventsVisit & { day: OpenDay; times: readonly DayTime[]; typed?: Typed; wrong?: FieldErrors }) {
  const { say, language, csrf } = request;
  return (
    <section aria-labelledby="book">
      <h2 id="book">{say('events.book-title')}</h2>
      <p>{say(takesWalkIns(context, day) ? 'events.book-lead' : 'events.book-lead-only')}</p>
      <Form action={withLanguage(dayPath(day.mark), language)} csrf={csrf} noValidate>
        <input type="hidden" name="form" value={randomUUID()} />
        <PartyChoice {...{ context, request }} chosen={typed.party} error={wrong.party} />
        <TimeChoice {...{ request, times, error: wrong.time, chosen: typed.time }} />
        <button type="submit">{say('events.keep')}</button>
      </Form>
    </section>
  );
}

/** One of the times; those that are full are there to be seen, and cannot be chosen. */
export function TimeChoice({
  request: { say, language },
  times,
  error,
  chosen,
}: Pick<EventsVisit, 'request'> & {
  times: readonly DayTime[];
  error?: string | undefined;
  chosen?: string | undefined;
}) {
  const first = times.find(({ free }) => free > 0)?.starts;
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'}>
      <legend>{say('events.time')}</legend>
      <Hints name="time" hint={say('events.time-hint')} error={error} />
      <div class="event-times">
        {times.map(({ starts, free }) => (
          <label key={starts} class={free > 0 ? 'event-time' : 'event-time event-full'}>
            <input
              type="radio"
              id={starts === first ? 'time' : undefined}
              name="time"
              value={starts}
              disabled={free === 0}
              checked={chosen === String(starts)}
            />
            <span class="event-clock">{wordMinute(language, starts)}</span>
            <span class="event-left">{say('events.time-free', { count: free })}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
