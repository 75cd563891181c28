import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';

import { ErrorSummary, Field, type FieldErrors, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { BOARD_STYLE } from '../board/board-page.tsx';
import { wordMinute } from '../say-time.ts';
import type { Deed } from './call.ts';
import { type DoorView, type Station, standingOf, type Ticket } from './line.ts';
import { doorPath } from './paths.ts';
import { isShut, StandingNote } from './standing-note.tsx';

type Props = Visit & { session: Session; view: DoorView };

/** Before a station is open: its number, and where another desk has it the choice to take it over. */
export function StationPage(
  props: Props & { claim: string; errors?: FieldErrors; typed?: string; taken?: number; closed?: boolean },
) {
  const { context, request, view, claim, errors = {}, typed, taken, closed } = props;
  const { say, language, csrf } = request;
  const { mark } = view.event;
  const standing = standingOf(context, view.event);
  const shut = isShut(standing);
  const own = view.stations.filter((station) => station.open && station.claim === claim);
  return (
    <StaffFrame
      {...props}
      title={say('door.call-title')}
      path={doorPath(mark, '/call')}
      failed={Object.keys(errors).length > 0}
    >
      <link rel="stylesheet" href={BOARD_STYLE} />
      {!shut && <ErrorSummary say={say} errors={errors} />}
      <StandingNote {...{ request, standing }} event={view.event} />
      {closed && !shut && <p role="status">{say('door.closed')}</p>}
      {!shut && own.length > 0 && <OwnStations {...{ request, mark, claim, own }} />}
      {!shut && (
        <Form action={withLanguage(doorPath(mark, '/open'), language)} csrf={csrf} noValidate>
          <input type="hidden" name="claim" value={claim} />
          <Field
            name="station"
            label={say('door.station')}
            inputMode="numeric"
            error={errors.station}
            value={typed}
            autocomplete="off"
          />
          <div class="door-keys">
            <button type="submit">{say('door.open')}</button>
            {taken !== undefined && (
              <button type="submit" name="take" value="yes" class="quiet">
                {say('door.take')}
              </button>
            )}
          </div>
        </Form>
      )}
      <p>
        <a href={withLanguage(doorPath(mark), language)}>{say('door.back')}</a>
      </p>
    </StaffFrame>
  );
}

/** Whoever comes back is led on, and not told that somebody else has the station. */
function OwnStations({
  request: { say, language, csrf },
  mark,
  claim,
  own,
}: Pick<Props, 'request'> & { mark: string; claim: string; own: readonly Station[] }) {
  return (
    <Form action={withLanguage(doorPath(mark, '/open'), language)} csrf={csrf}>
      <input type="hidden" name="claim" value={claim} />
      <p class="notice">{say('door.own')}</p>
      <div class="door-keys">
        {own.map(({ station }) => (
          <button key={station} type="submit" name="station" value={station}>
            {say('door.go-on', { station: `${station}` })}
          </button>
        ))}
      </div>
    </Form>
  );
}

const OTHERS: readonly (readonly [Deed, string])[] = [
  ['again', 'door.again'],
  ['missed', 'door.missed'],
  ['back', 'door.back-to-queue'],
  ['done', 'door.served'],
];

/** What is left at a station is counted to these. */
export const MOST_LEFT = { cards: 9999, ribbons: 999 } as const;

export type TypedStock = { cards: string; ribbons: string };

/** So that whoever runs the day sees in time where something runs out. */
function StockForm({
  request: { say, language, csrf },
  view,
  station,
  errors,
  typed,
}: Pick<Props, 'request' | 'view'> & {
  station: Station;
  errors: FieldErrors;
  typed: TypedStock | undefined;
}) {
  const { cards, ribbons, told_at } = station;
  return (
    <section class="sheet" aria-labelledby="stock">
      <h2 id="stock">{say('door.stock-title')}</h2>
      {cards !== null && ribbons !== null && told_at !== null && (
        <p>{say('door.stock-told', { time: wordMinute(language, told_at), cards, ribbons })}</p>
      )}
      <Form action={withLanguage(doorPath(view.event.mark, '/stock'), language)} csrf={csrf} noValidate>
        <input type="hidden" name="station" value={station.station} />
        <input type="hidden" name="claim" value={station.claim} />
        {(['cards', 'ribbons'] as const).map((name) => (
          <Field
            key={name}
            name={name}
            label={say(`door.stock-${name}`)}
            inputMode="numeric"
            autocomplete="off"
            value={typed?.[name]}
            error={errors[name]}
          />
        ))}
        <button type="submit" class="quiet">
          {say('door.stock-tell')}
        </button>
      </Form>
    </section>
  );
}

/** A station at work: one key calls the next number. */
export function CallPage(
  props: Props & {
    station: Station;
    current: Ticket | undefined;
    errors?: FieldErrors;
    typed?: TypedStock;
    /** Why nobody could be called. */
    problem?: string | undefined;
    /** It was open already, and is of whoever opened it again. */
    own?: boolean;
  },
) {
  const { request, view, station, current, errors = {}, typed, problem, own = false } = props;
  const { say, language, csrf } = request;
  const { mark } = view.event;
  return (
    <StaffFrame
      {...props}
      title={say('door.call-at', { station: `${station.station}` })}
      path={doorPath(mark, '/call')}
      failed={problem !== undefined}
    >
      <link rel="stylesheet" href={BOARD_STYLE} />
      {problem !== undefined && (
        <p class="notice notice-amber" role="alert">
          {problem}
        </p>
      )}
      {own && (
        <p class="notice" role="status">
          {say('door.own')}
        </p>
      )}
      <section aria-labelledby="now" aria-live="polite">
        <h2 id="now">{say('door.now')}</h2>
        {current ? (
          <>
            <p class="door-number">
              <bdi>{current.number}</bdi>
            </p>
            <p>
              {say('door.people', { count: current.party })}.{' '}
              {say('door.called-times', { count: current.calls })}.
            </p>
          </>
        ) : (
          <p>{say('door.nobody')}</p>
        )}
      </section>
      <p>{say('door.waiting', { count: view.line.waiting.length })}</p>
      <Form action={withLanguage(doorPath(mark, '/call'), language)} csrf={csrf}>
        <input type="hidden" name="station" value={station.station} />
        <input type="hidden" name="claim" value={station.claim} />
        <input type="hidden" name="press" value={station.press} />
        <div class="door-keys">
          <button type="submit" name="deed" value="next" autofocus>
            {say('door.next')}
          </button>
          {current &&
            OTHERS.map(([deed, key]) => (
              <button key={deed} type="submit" name="deed" value={deed} class="quiet">
                {say(key)}
              </button>
            ))}
          <button type="submit" name="deed" value="spoiled" class="quiet">
            {say('door.spoiled')}
          </button>
          <button type="submit" name="deed" value="close" class="quiet">
            {say('door.close')}
          </button>
        </div>
      </Form>
      <p class="hint">
        {say('door.keys')} {say('door.spoiled-count', { count: station.spoiled })}
      </p>
      <StockForm {...{ request, view, station, errors, typed }} />
    </StaffFrame>
  );
}
