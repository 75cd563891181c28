import type { Speak } from '@commonkey/words';
import type { Batch } from '../evidence/newcomers/batches.ts';
import {
  begin,
  finish,
  handOver,
  type ToBegin,
  type ToFinish,
  type ToHand,
} from '../evidence/newcomers/giving.ts';
import type { Kept } from '../evidence/newcomers/keep.ts';
import type { Touch } from '../touch.ts';
import { wordError } from './errors.ts';
import { type OpenKey, openKey } from './key.ts';
import { touchPasskey } from './passkey.ts';
import { ask } from './wire.ts';

/*
 * The page of halves: one touch, and then batch after batch. What was kept stays kept when the page closes; the next run goes
 * on with what is left.
 */

type Run = { pass: string; key: string; colleague: string };

/** The buttons of the page; each tells how far it is, and shows what is left when it is done. */
export function wireHalves(page: HTMLElement, status: HTMLElement, say: Speak): void {
  const tell = (text: string) => {
    status.hidden = false;
    status.textContent = text;
  };
  const buttons = () => page.querySelectorAll<HTMLButtonElement>('[data-halves-step]');
  const show = () => {
    for (const button of buttons()) {
      button.hidden = false;
      button.addEventListener('click', () => void give(button));
    }
  };
  const give = async (button: HTMLButtonElement) => {
    const { halvesStep: step, halvesFor: colleague = '' } = button.dataset;
    for (const one of buttons()) one.disabled = true;
    const so = (kept: Kept) => tell(say('review.halves-so-far', { count: kept.kept }));
    try {
      const run = RUNS[step as keyof typeof RUNS] ?? RUNS.begin;
      const done = await run(colleague, so);
      await renew(page);
      show();
      tell(say(`review.halves-done-${step}`, done));
      status.tabIndex = -1;
      status.focus();
    } catch (error) {
      for (const one of buttons()) one.disabled = false;
      tell(wordError(say, error));
    }
  };
  show();
}

const beginAll = (colleague: string, so: (kept: Kept) => void) =>
  inBatches<ToBegin, object>({ step: 'begin', colleague, so }, (item, { newcomer }, key) =>
    begin(item, newcomer, key),
  );

const finishAll = (colleague: string, so: (kept: Kept) => void) =>
  inBatches<ToFinish, object>({ step: 'finish', colleague, so }, (item, { newcomer }, key) =>
    finish(item, newcomer, key),
  );

const handAll = (colleague: string, so: (kept: Kept) => void) =>
  inBatches<ToHand, object>({ step: 'hand', colleague, so }, (item, { newcomer }, key) =>
    handOver(item, newcomer, key),
  );

const RUNS = { begin: beginAll, finish: finishAll, hand: handAll };

async function inBatches<T, G>(
  what: { step: 'begin' | 'finish' | 'hand'; colleague: string; so: (kept: Kept) => void },
  work: (item: T, batch: Batch<T>, key: OpenKey) => Promise<G | null>,
): Promise<Kept> {
  const touch = await ask<Touch>('/api/evidence-halves/options', {});
  const touched = await touchPasskey(touch);
  const started = await ask<Omit<Run, 'colleague'>>('/api/evidence-halves/start', {
    response: touched.response,
  });
  const run: Run = { ...started, colleague: what.colleague };
  const key = await openKey(touch, touched);
  const sum: Kept = { kept: 0, skipped: 0 };
  try {
    for (let after: string | null = null; ; ) {
      const batch: Batch<T> = await ask(`/api/evidence-halves/next-to-${what.step}`, { ...run, after });
      const given: G[] = [];
      for (const item of batch.items) {
        const one = await work(item, batch, key);
        if (one === null) sum.skipped += 1;
        else given.push(one);
      }
      if (given.length > 0) {
        const { kept, skipped } = await ask<Kept>(`/api/evidence-halves/${what.step}`, { ...run, given });
        sum.kept += kept;
        sum.skipped += skipped;
        what.so(sum);
      }
      after = batch.next;
      if (after === null) return sum;
    }
  } finally {
    key.privateKey.fill(0);
  }
}

/** What is left, from the page as city hall makes it now. */
async function renew(page: HTMLElement): Promise<void> {
  const response = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store' });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const now = fresh.querySelector('[data-halves]');
  if (now) page.replaceChildren(...now.childNodes);
}
