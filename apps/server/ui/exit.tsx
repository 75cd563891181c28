import type { Speak } from '@commonkey/words';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { OriginName } from '../config/config.ts';
import type { PageNode } from '../http/page-node.ts';

/** Ends the session, clears what the browser holds of this origin, and lands on an empty or neutral page. */
export const LEAVE_PATH = '/leave';
/** What the way out does and what it cannot do. */
export const LEAVING_PATH = '/leaving';
export const LEAVE_SCRIPT = '/assets/leave.js';

const Origin = createContext<OriginName | null>(null);

/** A page as one origin shows it. Whatever the public origin answers has the way out, a page of an error too (UX-17). */
export function onOrigin(name: OriginName, page: PageNode): PageNode {
  return <Origin.Provider value={name}>{page}</Origin.Provider>;
}

/** The script that blanks the screen at once and listens for three presses of Shift; without it the links do. */
export function ExitScript() {
  return useContext(Origin) === 'public' ? <script type="module" src={LEAVE_SCRIPT} /> : null;
}

/** Right after the skip link: among the first things that the Tab key and a screen reader come to. */
export function ExitFirst({ say }: { say: Speak }) {
  if (useContext(Origin) !== 'public') return null;
  return (
    <nav aria-label={say('exit.leaving')}>
      <a class="skip" href={LEAVE_PATH} rel="nofollow noreferrer" data-leave="first">
        {say('exit.first')}
      </a>
    </nav>
  );
}

/** The button that stays in sight, with what its script says aloud. */
export function ExitButton({ say }: { say: Speak }) {
  if (useContext(Origin) !== 'public') return null;
  return (
    <section class="exit" aria-label={say('exit.region')}>
      <a
        class="exit-button"
        href={LEAVE_PATH}
        rel="nofollow noreferrer"
        data-leave="button"
        data-leaving={say('exit.leaving')}
        data-presses-2={say('exit.presses', { left: 2 })}
        data-presses-1={say('exit.presses', { left: 1 })}
        data-presses-over={say('exit.presses-over')}
      >
        {say('exit.button')}
      </a>
      <span class="visually-hidden" role="status" data-leave-status />
    </section>
  );
}

/** What the service promises residents, and where the way out is explained. It is not said to whoever works here: they have a cookie. */
export function Foot({ say, href }: { say: Speak; href: string }) {
  if (useContext(Origin) !== 'public') return null;
  return (
    <footer class="foot">
      <p>{say('ui.foot')}</p>
      <p>
        <a href={href}>{say('exit.note')}</a>
      </p>
    </footer>
  );
}
