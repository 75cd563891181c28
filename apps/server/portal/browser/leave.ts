/**
 * The way out with a script: the screen is blank before anything is asked of the network, and no page of ours is left to
 * come back to. Without it the same links work, one request later. On every page of the public origin, and alone: small.
 */
const PRESSES = 3;
/** After so long without another press the count begins anew (seconds of a hand that shakes, not of a typist). */
const PATIENCE_MS = 5000;

const button = document.querySelector<HTMLElement>('[data-leave="button"]');
const status = document.querySelector('[data-leave-status]');
const said = (name: string): string => button?.getAttribute(`data-${name}`) ?? '';

function leave(): void {
  const overlay = document.createElement('div');
  overlay.className = 'exit-overlay';
  overlay.setAttribute('role', 'alert');
  const words = document.createElement('span');
  words.className = 'visually-hidden';
  words.textContent = said('leaving');
  overlay.append(words);
  // Nothing typed stays behind: not in the page, and not in what the browser would fill in again.
  document.body.replaceChildren(overlay);
  document.title = said('leaving');
  // Drops this page from the history's list as well.
  location.replace('/leave');
}

for (const link of document.querySelectorAll('[data-leave]'))
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });

let presses = 0;
let alone = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function say(text: string): void {
  if (status) status.textContent = text;
}

function forget(): void {
  clearTimeout(timer);
  presses = 0;
  alone = false;
}

/** Shift that held something else was typing, moving back or marking. */
window.addEventListener('keydown', (event) => {
  if (event.key === 'Shift') alone ||= !event.repeat;
  else forget();
});
window.addEventListener('pointerdown', forget);
window.addEventListener('keyup', (event) => {
  if (event.key !== 'Shift' || !alone) return;
  alone = false;
  clearTimeout(timer);
  presses += 1;
  if (presses >= PRESSES) return leave();
  say(said(`presses-${PRESSES - presses}`));
  timer = setTimeout(() => {
    forget();
    say(said('presses-over'));
  }, PATIENCE_MS);
});

/** A page that the browser kept whole comes back blank, and is asked for again: the server knows who may see it. */
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  document.body.replaceChildren();
  location.reload();
});
