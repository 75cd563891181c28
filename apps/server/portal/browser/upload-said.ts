import { need } from './black-out.ts';
import type { QualityHint } from './quality.ts';
import type { Told } from './send-parts.ts';

export type Said = Told & {
  begin(): void;
  /** One of the sentences that the page brought for it; empty for none. */
  say(key: string): void;
  end(): void;
};

/**
 * What a form tells while its picture goes: a bar, a line that is read out, and a way to stop.
 *
 * @param box `[data-sending-state]` with its sentences in `data-`, a `progress`, `[data-sending-said]` and `[data-stop]`
 */
export function uploadSaid(box: HTMLElement): Said {
  const bar = need<HTMLProgressElement>(box, 'progress');
  const line = need(box, '[data-sending-said]');
  const stop = need(box, '[data-stop]');
  let told = 0;
  const put = (words: string) => {
    if (line.textContent !== words) line.textContent = words;
  };
  const say = (key: string) => put(box.dataset[key] ?? '');
  const show = (shown: boolean) => {
    bar.hidden = !shown;
    // Whoever is on the button is not left nowhere.
    if (!shown && document.activeElement === stop)
      stop.closest('form')?.querySelector<HTMLElement>('button[type="submit"]')?.focus();
    stop.hidden = !shown;
  };
  return {
    say,
    begin() {
      told = 0;
      bar.value = 0;
      show(true);
      say('sending');
    },
    through(percent) {
      bar.value = percent;
      // Every quarter is heard; every hundredth would drown the reader.
      if (percent < told + 25 || percent >= 100) return;
      told = percent - (percent % 25);
      put((box.dataset.through ?? '').replace('{percent}', String(told)));
    },
    waiting: (reason) => (reason ? put(reason) : say('waiting')),
    back: () => say('back'),
    resumed: () => say('resumed'),
    arrived: () => say('checking'),
    end: () => show(false),
  };
}

/**
 * Shows what somebody may want to know of their picture, and nothing where there is nothing.
 *
 * @param region is in the page already, and read out when it fills
 * @param all every hint there is, as `[data-hint]` in the reader's language
 */
export function showHints(region: HTMLElement, all: HTMLElement, hints: readonly QualityHint[]): void {
  for (const one of all.querySelectorAll<HTMLElement>('[data-hint]'))
    if (!hints.some((hint) => hint === one.dataset.hint)) one.remove();
  if (all.childElementCount > 0) region.replaceChildren(all);
}
