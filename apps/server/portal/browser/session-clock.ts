import { need } from './black-out.ts';

/** How long before the end somebody is told; WCAG 2.2.1 asks for 20 seconds. */
const WARN_S = 120;
const LOOK_MS = 5000;

/**
 * Tells before a session ends, lets it go on with one press, and leaves nothing on the screen once it is over.
 *
 * The page carries the seconds left when it was made; another tab may have moved the end since, so the service is asked
 * before anybody is disturbed. Asking does not move it.
 *
 * @param dialog `<dialog data-portal-clock data-seconds data-look data-stay data-over>`: seconds left, and three addresses
 */
export function sessionClock(dialog: HTMLDialogElement): void {
  const { look = '', stay = '', over = '' } = dialog.dataset;
  let ends = performance.now() + Number(dialog.dataset.seconds) * 1000;
  const left = () => (ends - performance.now()) / 1000;
  const ask = async (address: string): Promise<boolean> => {
    try {
      const answer = await fetch(address, { headers: { accept: 'application/json' }, cache: 'no-store' });
      if (!answer.ok) return answer.status < 500 ? gone() : false;
      const { seconds } = (await answer.json()) as { seconds: number };
      ends = performance.now() + seconds * 1000;
      return true;
    } catch {
      // No network: the time that was known goes on counting.
      return false;
    }
  };
  const gone = (): false => {
    document.body.replaceChildren();
    location.replace(over);
    return false;
  };
  const check = async () => {
    // Another tab may have gone on: before somebody is asked, and once more before their page is taken away.
    if (left() <= (dialog.open ? 0 : WARN_S)) await ask(look);
    if (left() <= 0) return gone();
    if (left() <= WARN_S && !dialog.open) dialog.showModal();
    if (left() > WARN_S && dialog.open) dialog.close();
  };
  need(dialog, '[data-clock-stay]').addEventListener('click', () => void ask(stay).then(check));
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    void ask(stay).then(check);
  });
  setInterval(() => void check(), LOOK_MS);
  document.addEventListener('visibilitychange', () => void check());
}
