import { now } from './clock.ts';

/** Who looks and when: over every picture. */
export function markOf(called: string): string {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return `${called} · ${when.format(now())}`;
}
