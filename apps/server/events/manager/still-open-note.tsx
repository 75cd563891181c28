import type { Visit } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { calendarDayPath } from '../calendar/paths.ts';
import type { EventDay } from '../days.ts';
import { wordMinute } from '../say-time.ts';
import type { StillOpen } from './still-open.ts';

type Part = Pick<Visit, 'request'> & { event: EventDay };

const stopPath = (mark: string, language: string): string =>
  `${withLanguage(calendarDayPath(mark), language)}#acts`;

/** Before its hours a day is stopped or cancelled: of that people are told, and a stop can be taken back. */
export function NotYet({ request: { say, language }, event }: Part) {
  const cancelled = event.state === 'cancelled';
  return (
    <>
      <p class="nothing">{say(cancelled ? 'manager.not-closable-cancelled' : 'manager.not-closable')}</p>
      {!cancelled && (
        <p>
          <a href={stopPath(event.mark, language)}>{say('manager.open-stop')}</a>
        </p>
      )}
    </>
  );
}

/** Who would be left standing, before anybody closes over their heads. */
export function StillOpenNote({ request, event, open, early }: Part & { open: StillOpen; early: boolean }) {
  const { say, language } = request;
  return (
    <section class="notice notice-amber" role={early ? 'alert' : undefined} aria-labelledby="still-open">
      <h2 id="still-open">{say('manager.open-title')}</h2>
      <ul>
        {open.until !== null && (
          <li>{say('manager.open-until', { time: wordMinute(language, open.until) })}</li>
        )}
        <li>{say('manager.open-waiting', { count: open.waiting })}</li>
        <li>{say('manager.open-booked', { count: open.booked })}</li>
      </ul>
      <p>{say('manager.open-what')}</p>
      <p>
        <a href={stopPath(event.mark, language)}>{say('manager.open-stop')}</a>
      </p>
    </section>
  );
}
