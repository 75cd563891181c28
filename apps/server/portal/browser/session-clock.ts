import { need } from './black-out.ts';

/** How long before the end somebody is told; WCAG 2.2.1 asks for 20 seconds. */
const WARN_S = 120;
const LOOK_MS = 5000;
/** The one answer that means the end. */
const OVER = 'portal-session-over';

/**
 * Tells before a session ends, lets it go on with one press, and leaves nothing on the screen once it is over.
 *
 * The page carries the seconds left when it was made; another tab may have moved the end since, so the service is asked
 * before anybody is disturbed. Asking does not move it. Only its word that the session is over empties the page: an answer of
 * any other kind covers it at the end, and the service is asked again.
 *
 * @param dialog `<dialog data-portal-clock data-seconds data-look data-stay data-over>`: seconds left, and three addresses
 */
export function sessionClock(dialog: HTMLDialogElement): void {
  const { look = '', stay = '', over = '' } = dialog.dataset;
  let ends = performance.now() + Number(dialog.dataset.seconds) * 1000;
  const left = () => (ends - performance.now()) / 1000;
  const ask = async (address: string): Promise<'told' | 'not-told' | 'away' | 'over'> => {
    try {
      const answer = await fetch(address, { headers: { accept: 'application/json' }, cache: 'no-store' });
      const said = (await answer.json()) as { seconds?: number; code?: string };
      // Asked too often, or the service is busy: that says nothing of the session.
      if (!answer.ok) return said.code === OVER ? 'over' : 'not-told';
      ends = performance.now() + Number(said.seconds) * 1000;
      return 'told';
    } catch {
      // No network: the time that was known goes on counting.
      return 'away';
    }
  };
  const gone = () => {
    document.body.replaceChildren();
    location.replace(over);
  };
  const check = async () => {
    // Another tab may have gone on: before somebody is asked, and once more before their page is taken away.
    const said = left() <= (dialog.open ? 0 : WARN_S) ? await ask(look) : 'told';
    if (said === 'over') return gone();
    // Nobody reads on past the end; what was typed stays while the service has not said that it is the end.
    document.body.hidden = left() <= 0 && said === 'not-told';
    if (left() <= 0 && said !== 'not-told') return gone();
    if (left() <= WARN_S && !dialog.open) dialog.showModal();
    if (left() > WARN_S && dialog.open) dialog.close();
  };
  const stayOn = async () => {
    if ((await ask(stay)) === 'over') return gone();
    await check();
  };
  need(dialog, '[data-clock-stay]').addEventListener('click', () => void stayOn());
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    void stayOn();
  });
  setInterval(() => void check(), LOOK_MS);
  document.addEventListener('visibilitychange', () => void check());
}
