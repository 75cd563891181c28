import { randomUUID } from 'node:crypto';
import { newcomerTime, notReachedFrom, reached, returnTime } from '@commonkey/events/door-queue.ts';
import { byNativeName, nativeName, wordDay } from '@commonkey/words';
import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';

import { ErrorSummary, Field, type FieldErrors, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { BOARD_STYLE, boardPath } from '../board/board-page.tsx';
import { clockAt } from '../board/fragment.tsx';
import { words as boardWords } from '../board/words.ts';
import { wordMinute } from '../say-time.ts';
import { type DoorView, type EventDay, standingOf } from './line.ts';
import { DOOR_PATH, doorPath } from './paths.ts';
import { isShut, StandingNote } from './standing-note.tsx';

export const DOOR_SCRIPT = '/assets/door.js';
/** At a door and at its stations. */
export const DOOR_ROLES = ['event-manager', 'desk-supervisor', 'clerk'] as const;

type Props = Visit & { session: Session };
/** As it was typed, where it has to be put right. */
export type Typed = { party: number; first: boolean; booking: string; language: string };

/** Days whose doors can be opened: today's, and below them those to come. */
export function DoorsPage(props: Props & { today: string; days: readonly EventDay[] }) {
  const { say, language } = props.request;
  const list = (days: readonly EventDay[]) => (
    <ul class="rows">
      {days.map(({ mark, day, place, opens }) => (
        <li key={mark}>
          <a href={withLanguage(doorPath(mark), language)}>
            {place}, {wordDay(language, day)}, {wordMinute(language, opens)}
          </a>
        </li>
      ))}
    </ul>
  );
  const [now, later] = [true, false].map((own) =>
    props.days.filter(({ day }) => (day === props.today) === own),
  );
  return (
    <StaffFrame {...props} title={say('door.title')} path={DOOR_PATH}>
      <p>{say('door.lead')}</p>
      <h2>{say('door.today')}</h2>
      {now?.length ? list(now) : <p class="nothing">{say('door.none')}</p>}
      {later !== undefined && later.length > 0 && (
        <>
          <h2>{say('door.soon')}</h2>
          {list(later)}
        </>
      )}
    </StaffFrame>
  );
}

/** The page of a door: the next number is one press away. */
export function DoorPage(
  props: Props & {
    view: DoorView;
    typed: Typed;
    errors?: FieldErrors;
    /** A number of which something was just noted. */
    done?: number;
    /** A number as it was typed, of which nothing could be noted. */
    asked?: string;
    /** A number was asked for: what was typed stays, for when a stopped day goes on. */
    kept?: boolean;
  },
) {
  const { context, request, view, typed, errors = {}, done, asked, kept = false } = props;
  const { say, language } = request;
  const { mark, place } = view.event;
  const standing = standingOf(context, view.event);
  const shut = isShut(standing);
  return (
    <StaffFrame
      {...props}
      title={say('door.at', { place })}
      path={doorPath(mark)}
      failed={Object.keys(errors).length > 0}
    >
      <link rel="stylesheet" href={BOARD_STYLE} />
      {!shut && <ErrorSummary say={say} errors={errors} />}
      {(shut || Object.keys(errors).length === 0) && (
        <StandingNote {...{ request, standing }} event={view.event} />
      )}
      {done !== undefined && (
        <p role="status" class="notice">
          {say('door.done', { number: `${done}` })}
        </p>
      )}
      {!shut && <HowItStands {...{ context, request, view }} />}
      {(standing === 'open' || (standing === 'stopped' && kept)) && (
        <GiveForm {...{ request, view, typed, errors }} />
      )}
      {!shut && <NumberForm {...{ request, view, errors, asked }} />}
      {!shut && (
        <p class="door-way">
          <a href={withLanguage(doorPath(mark, '/call'), language)}>{say('door.call-link')}</a>
        </p>
      )}
      <p class="door-way">
        <a href={`${context.config.origins.public.origin}${boardPath(mark)}`}>{say('door.board-link')}</a>
      </p>
      <section aria-labelledby="rule">
        <h2 id="rule">{say('door.rule-title')}</h2>
        <p>{say('door.rule')}</p>
      </section>
    </StaffFrame>
  );
}

/** What to say to whoever stands there now. */
function HowItStands({ context, request, view }: Pick<Props, 'context' | 'request'> & { view: DoorView }) {
  const { say, language } = request;
  const { line } = view;
  const { timeZone } = context.program.program.city;
  const at = newcomerTime(line);
  const lost = notReachedFrom(line);
  const span = at === null ? null : returnTime(at, line.now);
  return (
    <div class="door-stands">
      <p>
        {say('door.waiting', { count: line.waiting.length })}{' '}
        {at === null || span === null
          ? say('door.newcomer-none')
          : reached(at, line) !== 'no' &&
            say('door.newcomer', {
              from: clockAt(timeZone, language, span.from),
              until: clockAt(timeZone, language, span.until),
            })}
      </p>
      {at !== null && reached(at, line) === 'no' && (
        <p class="notice notice-amber" role="alert">
          {say('door.newcomer-late')}
        </p>
      )}
      {lost !== null && <p class="notice notice-amber">{say('door.not-reached', { number: `${lost}` })}</p>}
    </div>
  );
}

const SIZES = [1, 2, 3, 4];

export function GiveForm({
  request: { say, language, csrf },
  view,
  typed,
  errors = {},
  beside = false,
}: Pick<Props, 'request'> & {
  view: DoorView;
  typed: Typed;
  errors?: FieldErrors;
  /** Beside a ticket that was just given, which has to stay in sight: the page's script gives the focus then. */
  beside?: boolean;
}) {
  const focus = beside ? { 'data-next': true } : AT_ONCE;
  return (
    <section class="sheet door-screen" aria-labelledby="give">
      <h2 id="give">{say('door.give-title')}</h2>
      <Form action={withLanguage(doorPath(view.event.mark, '/ticket'), language)} csrf={csrf}>
        <input type="hidden" name="press" value={randomUUID()} />
        <fieldset>
          <legend>{say('door.party')}</legend>
          <div class="door-sizes">
            {SIZES.map((size) => (
              <label key={size} class="choice">
                <input type="radio" name="party" value={size} checked={size === typed.party} />
                <span>{size}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label class="choice">
          <input
            type="checkbox"
            name="first"
            value="yes"
            checked={typed.first}
            aria-describedby="first-hint"
          />{' '}
          {say('door.first')}
        </label>
        <p class="hint" id="first-hint">
          {say('door.first-hint')}
        </p>
        <Field
          name="booking"
          label={say('door.booking')}
          hint={say('door.booking-hint')}
          error={errors.booking}
          value={typed.booking}
          autocomplete="off"
        />
        <div class="field">
          <label for="language">{say('door.language')}</label>
          <select id="language" name="language">
            {byNativeName(Object.keys(boardWords)).map((tag) => (
              <option key={tag} value={tag} lang={tag} selected={tag === typed.language}>
                {nativeName(tag)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" {...(errors.booking ? {} : focus)}>
          {say('door.give')}
        </button>
      </Form>
    </section>
  );
}

/** One key gives the next number. */
const AT_ONCE = { autofocus: true } as const;

function NumberForm({
  request: { say, language, csrf },
  view,
  errors,
  asked,
}: Pick<Props, 'request'> & { view: DoorView; errors: FieldErrors; asked: string | undefined }) {
  return (
    <section class="sheet" aria-labelledby="back">
      <h2 id="back">{say('door.number-title')}</h2>
      <Form action={withLanguage(doorPath(view.event.mark, '/number'), language)} csrf={csrf}>
        <Field
          name="number"
          label={say('door.number')}
          inputMode="numeric"
          error={errors.number}
          value={asked}
          autocomplete="off"
        />
        <div class="door-keys">
          <button type="submit" name="deed" value="returns">
            {say('door.returns')}
          </button>
          <button type="submit" name="deed" value="gives-back" class="quiet">
            {say('door.gives-back')}
          </button>
        </div>
      </Form>
    </section>
  );
}
