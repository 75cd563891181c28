import type { Speak } from '@commonkey/words';
import { LEAVE_PATH } from '../../ui/exit.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { PORTAL_STYLE } from '../browser/script.ts';

export const CLOCK_LOOK = '/apply/time';
export const CLOCK_STAY = '/apply/stay';
export const SESSION_OVER = '/apply/over';

/** On every page of a session: two minutes before it ends the script asks; without scripts the page has said the limit. */
export function SessionClock({ say, language, seconds }: { say: Speak; language: string; seconds: number }) {
  return (
    <>
      <link rel="stylesheet" href={PORTAL_STYLE} />
      <dialog
        class="session-clock"
        aria-labelledby="session-clock-title"
        data-portal-clock
        data-seconds={Math.max(0, Math.floor(seconds))}
        data-look={CLOCK_LOOK}
        data-stay={CLOCK_STAY}
        data-over={withLanguage(SESSION_OVER, language)}
      >
        <h2 id="session-clock-title">{say('clock.title')}</h2>
        <p>{say('clock.warn')}</p>
        <div class="row-actions">
          <button type="button" data-clock-stay>
            {say('clock.stay')}
          </button>
          <a class="button button-quiet" href={LEAVE_PATH} data-leave="clock">
            {say('clock.leave')}
          </a>
        </div>
      </dialog>
    </>
  );
}
