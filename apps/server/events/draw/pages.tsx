import { randomUUID } from 'node:crypto';
import { type PlainDate, wallClockIn } from '@commonkey/program';
import { wordDay, wordList } from '@commonkey/words';
import { ErrorSummary, type FieldErrors, Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { Code, type CodeFrame, WaysOn } from '../booking/code-frame.tsx';
import { DayNote, DayOffPage, isOff } from '../booking/day-off.tsx';
import { type EventsVisit, MovedNote } from '../booking/days-page.tsx';
import { PartyChoice } from '../booking/party-choice.tsx';
import { ContactPart, type ContactView } from '../contact/part.tsx';
import { bookable, type OpenDay, takesEntries, takesWalkIns } from '../days.ts';
import { BOOKING_PATH, dayPath } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import { yesUntil } from './draw.ts';
import type { Entry } from './enter.ts';

type Of = EventsVisit & { day: OpenDay };

/** An instant as day and time of the city, in words. */
export const momentOf = ({ context, request: { language } }: EventsVisit, at: Date) => {
  const wall = wallClockIn(context.program.program.city.timeZone, at);
  return { day: wordDay(language, wall.day), time: wordMinute(language, wall.minute) };
};

/** What everybody reads of a draw, before it and after it. */
export function DrawFacts(props: Of) {
  const { context, request, day } = props;
  const { say, language } = request;
  const { draw } = day;
  if (!draw || day.state !== 'announced') return null;
  if (draw.drawn_on === null) {
    return takesEntries(context, day) ? (
      <>
        <p class="notice notice-leaf">{say('events.draw-lead', momentOf(props, draw.closes_at))}</p>
        <p class="quiet-text">{say('events.draw-promise')}</p>
        <p class="quiet-text">{say('events.draw-order-only')}</p>
      </>
    ) : (
      <p class="notice">{say('events.draw-soon')}</p>
    );
  }
  const { entered = 0, people = 0, won = 0 } = { ...draw } as Record<'entered' | 'people' | 'won', number>;
  return (
    <>
      <p>{say('events.drawn', { entered, people, won, thousand: ofThousand(won, people) })}</p>
      <p>
        <a href={`${withLanguage(dayPath(day.mark), language).split('?')[0]}/draw.json`}>
          {say('events.drawn-again')}
        </a>
      </p>
      <p class="quiet-text">{say('events.draw-order-only')}</p>
    </>
  );
}

/** What so many codes of one person each would have won on average, had they been in the draw as well. */
export const ofThousand = (places: number, people: number): number =>
  Math.round((places * 1000) / (people + 1000));

/** How many come, and which times suit them. Nobody is asked to be quick. */
export function EnterForm({
  typed,
  wrong = {},
  ...props
}: Of & {
  typed?: { party?: string | undefined; times: readonly string[] } | undefined;
  wrong?: FieldErrors;
}) {
  const { context, request, day } = props;
  const { say, language, csrf } = request;
  return (
    <section aria-labelledby="enter">
      <h2 id="enter">{say('events.draw-title')}</h2>
      <p>{say(takesWalkIns(context, day) ? 'events.book-lead' : 'events.book-lead-only')}</p>
      <Form action={withLanguage(`${dayPath(day.mark)}/enter`, language)} csrf={csrf} noValidate>
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
        <button type="submit">{say('events.draw-enter')}</button>
      </Form>
    </section>
  );
}

/** What the code of an entry opens: in the draw, out of it, or without places. */
export function EntryPage({
  frame: Frame,
  code,
  entry,
  contact,
  ...props
}: Of & { frame: CodeFrame; code: string; entry: Entry; contact: ContactView }) {
  const { context, request, day } = props;
  const wrong = contact.wrong ?? {};
  const { say, language, csrf } = request;
  const { draw } = day;
  if (isOff(props)) return <DayOffPage {...props} {...{ code, contact }} />;
  if (!draw || entry.withdrawn)
    return (
      <Frame {...props} title="events.left-title">
        <p class="lead">{say('events.left-lead')}</p>
        <WaysOn {...props} />
      </Frame>
    );
  if (entry.rank !== null)
    return <LostPage {...props} frame={Frame} rank={entry.rank} entered={draw.entered ?? 0} />;
  const at = momentOf(props, draw.closes_at);
  const times = entry.wish.map((starts) => wordMinute(language, starts));
  return (
    <Frame {...props} title="events.entered-title" failed={Object.keys(wrong).length > 0}>
      <ErrorSummary say={say} errors={wrong} />
      <DayNote {...{ request, day }} />
      <MovedNote {...{ request, day }} />
      <p class="lead">
        {say('events.entered-lead', {
          count: entry.party,
          day: wordDay(language, day.day),
          drawDay: at.day,
          time: at.time,
        })}
      </p>
      <Code say={say} code={code} />
      <p>{say('events.code-only')}</p>
      <p>
        {times.length === 0
          ? say('events.entered-any')
          : say('events.entered-times', { times: wordList(language, times, 'and') })}
      </p>
      <p class="quiet-text">{say('events.entered-name', { lot: entry.id })}</p>
      <ContactPart {...props} {...{ code, contact }} day={day.day} />
      {takesEntries(context, day) && (
        <Form action={withLanguage(`${BOOKING_PATH}/leave-draw`, language)} csrf={csrf}>
          <input type="hidden" name="code" value={code} />
          <button type="submit" class="quiet">
            {say('events.leave-draw')}
          </button>
        </Form>
      )}
    </Frame>
  );
}

function LostPage({
  frame: Frame,
  rank,
  entered,
  ...props
}: Of & { frame: CodeFrame; rank: number; entered: number }) {
  const { context, request, day } = props;
  const { say } = request;
  const from = momentOf(props, yesUntil(context, day.day));
  return (
    <Frame {...props} title="events.lost-title">
      <DayNote {...{ request, day }} />
      <p class="lead">{say('events.lost-lead', { rank, entered, ...from })}</p>
      <WaysOn {...props} />
    </Frame>
  );
}

/** Places that were drawn for somebody: they say yes by the evening before. */
export const wonWords = (props: Of, { starts, party }: { starts: number; party: number }): string => {
  const { context, request, day } = props;
  const { say, language } = request;
  const yes = momentOf(props, yesUntil(context, day.day as PlainDate));
  return say('events.won-lead', {
    count: party,
    day: wordDay(language, day.day),
    time: wordMinute(language, starts),
    yesDay: yes.day,
    yesTime: yes.time,
  });
};
