import type { Instant } from '@commonkey/events/door-queue.ts';
import { wallClockIn } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import { MINUTE } from '../door/line.ts';
import { wordMinute } from '../say-time.ts';
import type { BoardState } from './state.ts';

/** A moment as clocks in the city show it. */
export const clockAt = (timeZone: string, language: string, at: Instant): string =>
  wordMinute(language, wallClockIn(timeZone, new Date(at * MINUTE)).minute);

/** The more are called at once, the smaller each is shown, so that all of them stay on a screen. */
const sizeOf = (count: number): string => {
  if (count <= 4) return 'board-few';
  if (count <= 6) return 'board-some';
  return count <= 9 ? 'board-many' : 'board-lots';
};

type BoardProps = { state: BoardState; say: Speak; language: string; timeZone: string };

/** The board in one language. Numbers are written alike in all of them, as they are on tickets. */
export function BoardFragment(props: BoardProps) {
  const { state, say } = props;
  return (
    <>
      <h1 class="board-place">{say('board.heading', { place: state.place })}</h1>
      <Notices {...props} />
      {!isEnded(state) && <Parts {...props} />}
    </>
  );
}

/** Nobody is called any more, so nothing is said of who is next. */
const isEnded = ({ standing }: BoardState): boolean => standing === 'cancelled' || standing === 'past';

function Parts(props: BoardProps) {
  const { state, say, language } = props;
  return (
    <div class="board-parts">
      <section class="board-now" aria-labelledby="board-now">
        <h2 id="board-now">{say('board.now')}</h2>
        {state.called.length === 0 && (
          <p class="board-none">{say(state.begun ? 'board.none-more' : 'board.none-now')}</p>
        )}
        <ul class={sizeOf(state.called.length)}>
          {state.called.map(({ number, station, calls }) => (
            <li
              key={number}
              data-call={`${number}:${station}:${calls}`}
              data-say={say('board.say', { number: `${number}`, station: `${station}` })}
            >
              <bdi class="board-number">{number}</bdi>
              <span class="board-station">{say('board.station', { station: `${station}` })}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="board-next" aria-labelledby="board-next">
        <h2 id="board-next">{say('board.next')}</h2>
        {state.next === null ? (
          <p class="board-none">{say('board.none-next')}</p>
        ) : (
          <>
            <p class="board-span">
              <bdi dir="ltr">{spanOf(state.next)}</bdi>
            </p>
            <p class="board-skip">
              {sayNear(say, state.next)} {say('board.skip-note')}
            </p>
          </>
        )}
        <Newcomer {...props} language={language} />
      </section>
    </div>
  );
}

type Span = NonNullable<BoardState['next']>;

const spanOf = ({ from, until }: Span): string => (from === until ? `${from}` : `${from}–${until}`);
const sayNear = (say: Speak, { from, until }: Span): string =>
  from === until
    ? say('board.near-one', { number: `${from}` })
    : say('board.near', { from: `${from}`, until: `${until}` });

function Notices({ state, say, language }: { state: BoardState; say: Speak; language: string }) {
  const { standing, notReached, day } = state;
  return (
    <>
      {standing !== 'open' && (
        <p class="board-notice notice-amber">{say(`board.${standing}`, { day: wordDay(language, day) })}</p>
      )}
      {notReached !== null && (
        <p class="board-notice notice-amber">{say('board.not-reached', { number: `${notReached}` })}</p>
      )}
    </>
  );
}

function Newcomer({
  state: { newcomer },
  say,
  language,
  timeZone,
}: {
  state: BoardState;
  say: Speak;
  language: string;
  timeZone: string;
}) {
  if (newcomer === null) return null;
  const [from, until] = [newcomer.from, newcomer.until].map((at) => clockAt(timeZone, language, at));
  return <p class="board-newcomer">{say('board.newcomer', { from: from ?? '', until: until ?? '' })}</p>;
}
