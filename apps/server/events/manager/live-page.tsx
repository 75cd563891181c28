import { wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { calendarDayPath } from '../calendar/paths.ts';
import { doorPath } from '../door/paths.ts';
import { wordMinute } from '../say-time.ts';
import type { LiveDay, LiveStation } from './live.ts';
import { closePath, LIVE_SCRIPT, livePath, MANAGER_STYLE } from './paths.ts';

type Props = Visit & { session: Session; live: LiveDay };
type Said = Pick<Props, 'request' | 'live'>;

/** Seconds after which a page without scripts asks anew. */
const ANEW = 60;

/** How a day goes, while it goes: how fast, how long people wait, what is left; and nobody by name or number. */
export function LivePage(props: Props) {
  const { request, session, live } = props;
  const { say, language } = request;
  const { mark } = live.event;
  const goesOn = live.event.state === 'stopped' && live.standing !== 'past';
  const turns = goesOn || live.standing === 'open';
  return (
    <StaffFrame
      {...props}
      title={`${wordDay(language, live.event.day)}, ${wordMinute(language, live.event.opens)}`}
      path={livePath(mark)}
      scripts={[LIVE_SCRIPT]}
      refresh={ANEW}
    >
      <link rel="stylesheet" href={MANAGER_STYLE} />
      <a class="back" href={withLanguage(calendarDayPath(mark), language)}>
        {say('manager.back')}
      </a>
      <div class="live-acts">
        {/* What can be pressed comes anew together with what it is about. */}
        <span id="live-turn" hidden={!turns}>
          {live.standing === 'open' && (
            <a class="button live-stop" href={`${withLanguage(calendarDayPath(mark), language)}#acts`}>
              {say('manager.stop')}
            </a>
          )}
          {goesOn && (
            <a class="button" href={`${withLanguage(calendarDayPath(mark), language)}#acts`}>
              {say('manager.go-on')}
            </a>
          )}
        </span>
        <a href={withLanguage(doorPath(mark), language)}>{say('manager.door')}</a>
        {session.roles.includes('event-manager') &&
          (live.event.state !== 'cancelled' || live.event.begun) && (
            <a href={withLanguage(closePath(mark), language)}>{say('manager.close-link')}</a>
          )}
        <button type="button" class="quiet small" id="live-stay" aria-pressed="false" hidden>
          {say('manager.stay')}
        </button>
      </div>
      <p class="notice notice-amber" id="live-lost" role="status" hidden>
        {say('manager.lost')}
      </p>
      <div id="live">
        <Standing {...{ request, live }} />
        <Figures {...{ request, live }} />
        <Stations {...{ request, live }} />
        <Halves {...{ request, live }} />
      </div>
    </StaffFrame>
  );
}

function Standing({ request: { say, language }, live }: Said) {
  const { state, reason } = live.event;
  const early = live.standing === 'later' && state === 'stopped';
  return (
    <>
      <p>
        <bdi>{live.event.place}</bdi>.{' '}
        {say(`manager.standing-${live.standing}`, { time: wordMinute(language, live.at) })}
      </p>
      {(live.standing === 'stopped' || early) && (
        <p class="notice notice-amber">
          {early && `${say('manager.standing-later-stopped')} `}
          {reason && say(`events.reason-${reason}`)}
        </p>
      )}
    </>
  );
}

/** Whole minutes: what lies below is not known so well. */
const minutes = (value: number): number => Math.round(value);

function Figures({ request, live }: Said) {
  const { say, language } = request;
  const { anHour, waits, pace, stock, waiting } = live;
  const number = new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 0 });
  const left = (count: number | null) => (count === null ? '–' : number.format(count));
  const unsaid = stock.cards === null && stock.silent === 0;
  const silent = unsaid ? undefined : say('manager.silent', { count: stock.silent });
  const figures: readonly (readonly [key: string, value: ComponentChildren, more: string | undefined])[] = [
    [
      'an-hour',
      anHour === null ? say('manager.too-early') : number.format(anHour),
      say('manager.served', { count: live.served }),
    ],
    [
      'waiting',
      say('manager.parties', { count: waiting.parties }),
      say('manager.people', { count: waiting.people }),
    ],
    [
      'wait',
      waits === null ? say('manager.nobody-yet') : say('manager.minutes', { count: minutes(waits.median) }),
      waits === null ? undefined : say('manager.slow', { count: minutes(waits.slow) }),
    ],
    [
      'pace',
      pace === null ? say('manager.nobody-yet') : say('manager.minutes', { count: minutes(pace.median) }),
      pace === null ? undefined : say('manager.slow', { count: minutes(pace.slow) }),
    ],
    ['spoiled', number.format(live.spoiled), undefined],
    ['cards', left(stock.cards), silent],
    ['ribbons', left(stock.ribbons), silent],
  ];
  return (
    <dl class="live-figures">
      {figures.map(([key, value, more]) => (
        <div key={key}>
          <dt>{say(`manager.figure-${key}`)}</dt>
          <dd>
            {value}
            {more !== undefined && <p class="hint">{more}</p>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Stations({ request: { say, language }, live }: Said) {
  const state = ({ state, minutes: since }: LiveStation) =>
    since === null
      ? say(`manager.station-${state}`)
      : `${say(`manager.station-${state}`)}, ${say('manager.minutes', { count: since })}`;
  return (
    <section aria-labelledby="stations">
      <h2 id="stations">{say('manager.stations')}</h2>
      {live.stations.length === 0 ? (
        <p class="nothing">{say('manager.no-station')}</p>
      ) : (
        <DataTable
          labelledBy="stations"
          heads={['station', 'state', 'spoiled', 'cards', 'ribbons', 'told'].map((key) =>
            say(`manager.head-${key}`),
          )}
          rows={live.stations.map((one) => ({
            key: `${one.station}`,
            cells: [
              one.station,
              state(one),
              one.spoiled,
              one.stock?.cards ?? '–',
              one.stock?.ribbons ?? '–',
              one.stock ? wordMinute(language, one.stock.at) : say('manager.not-told'),
            ],
          }))}
        />
      )}
    </section>
  );
}

function Halves({ request: { say, language }, live }: Said) {
  if (live.halves.length === 0) return null;
  return (
    <section aria-labelledby="halves">
      <h2 id="halves">{say('manager.halves')}</h2>
      <DataTable
        labelledBy="halves"
        heads={['from', 'came', 'called', 'served'].map((key) => say(`manager.head-${key}`))}
        rows={live.halves.map(({ half, from, came, called, served }) => ({
          key: `${half}`,
          cells: [wordMinute(language, from), came, called, served],
        }))}
      />
      <p class="hint">{say('manager.halves-hint')}</p>
    </section>
  );
}
