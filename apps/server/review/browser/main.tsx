/** Review pages: opening what residents sent, and the keys for it. Bundled and served by the staff origin. */
import { speaker } from '@commonkey/words';
import { render } from 'preact';
import { words } from '../words.ts';
import { ReviewApp } from './app.tsx';
import { wordError } from './errors.ts';
import { wireHalves } from './halves.ts';
import { makeKey } from './key.ts';
import { UnsealApp } from './unseal-app.tsx';

const language = document.documentElement.lang;
const say = speaker(language, words[language] ?? words.en ?? {});

const root = document.querySelector<HTMLElement>('[data-review-app]');
const queue = document.querySelector<HTMLElement>('[data-review-queue]');
if (root && queue)
  render(
    <ReviewApp
      say={say}
      called={root.dataset.called ?? ''}
      ready={root.dataset.ready === 'yes'}
      queue={queue}
    />,
    root,
  );

const unseal = document.querySelector<HTMLElement>('[data-unseal-app]');
if (unseal) {
  const { called = '', csrf = '' } = unseal.dataset;
  render(<UnsealApp {...{ say, called, csrf }} />, unseal);
}

const halves = document.querySelector<HTMLElement>('[data-halves]');
const told = document.querySelector<HTMLElement>('[data-halves-status]');
if (halves && told) wireHalves(halves, told, say);

const make = document.querySelector<HTMLButtonElement>('[data-review-make]');
const status = document.querySelector('[data-review-status]');
if (make) {
  make.hidden = false;
  make.addEventListener('click', () => {
    make.disabled = true;
    makeKey()
      .then(() => location.reload())
      .catch((error: unknown) => {
        if (status) status.textContent = wordError(say, error);
      })
      .finally(() => {
        make.disabled = false;
      });
  });
}

// A page that the browser kept whole would show what was open when it was left.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
