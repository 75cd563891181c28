import type { FastifyRequest } from 'fastify';
import { withLanguage } from '../ui/layout.tsx';
import { boardPath } from './board/board-page.tsx';
import { clockAt } from './board/fragment.tsx';
import type { OpenDay } from './days.ts';
import { EVENTS_PATH } from './paths.ts';
import type { DoorToday } from './today.ts';
import type { WalkInWait } from './walk-in-wait.ts';

type Props = {
  request: Pick<FastifyRequest, 'say' | 'language'>;
  timeZone: string;
  day: Pick<OpenDay, 'state' | 'mark'>;
  wait: WalkInWait | null;
  /** What the door says; null while it is not the day, or nobody has come yet. */
  door: DoorToday | null;
  /** It is this day in the city: there is a board to look at. */
  today: boolean;
};

/** How long whoever just comes may wait, and how far that can be trusted: as it was planned, and on the day as it goes. */
export function WalkInNote(props: Props) {
  const { request, day, wait, door, today } = props;
  const { say, language } = request;
  if (day.state !== 'announced') return today ? <ToBoard {...{ say, language }} mark={day.mark} /> : null;
  return (
    <section aria-labelledby="walk-in">
      <h2 id="walk-in">{say('events.walk-in-title')}</h2>
      {door ? <AtDoor {...props} door={door} /> : <Planned {...{ say, wait }} />}
      {today && <ToBoard {...{ say, language }} mark={day.mark} />}
    </section>
  );
}

function AtDoor({ request: { say, language }, timeZone, door }: Props & { door: DoorToday }) {
  const { asOf, newcomer, notReached } = door;
  const at = (minute: number) => clockAt(timeZone, language, minute);
  return (
    <>
      {newcomer && <p>{say('board.newcomer', { from: at(newcomer.from), until: at(newcomer.until) })}</p>}
      {notReached && (
        <p class="notice notice-amber">
          {say('ticket.not-reached')}{' '}
          <a href={withLanguage(EVENTS_PATH, language)}>{say('events.other-days')}</a>
        </p>
      )}
      {newcomer === null && !notReached && <p>{say('events.walk-in-unsaid')}</p>}
      <p class="hint">{say('board.as-of', { time: at(asOf) })}</p>
    </>
  );
}

function ToBoard({ say, language, mark }: Pick<FastifyRequest, 'say' | 'language'> & { mark: string }) {
  return (
    <p>
      <a href={withLanguage(boardPath(mark), language)}>{say('ticket.board')}</a>
    </p>
  );
}

function Planned({ say, wait }: Pick<FastifyRequest, 'say'> & { wait: WalkInWait | null }) {
  if (wait === null) return <p>{say('events.walk-in-unsaid')}</p>;
  return (
    <>
      <p>
        {say('events.walk-in-wait', { median: wait.median, slow: wait.slow })}
        {wait.late && ` ${say('events.walk-in-late')}`}
      </p>
      <p class="hint">
        {say('events.walk-in-how')}{' '}
        {wait.service.days === null
          ? say('events.walk-in-supposed')
          : say('events.walk-in-learned', { days: wait.service.days })}
      </p>
    </>
  );
}
