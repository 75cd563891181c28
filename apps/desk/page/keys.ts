import { useLayoutEffect, useRef } from 'preact/hooks';

/** Key name (`KeyboardEvent.key`, letters in lower case) → what it does on this screen. */
export type KeyMap = Readonly<Record<string, () => void>>;

const NAMED = /^(Enter|Escape|Arrow|F\d|PageUp|PageDown)/;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type);
}

/**
 * The screen's own keys. Letters and digits belong to a field while one is being typed in; a held key fires once, so
 * that leaning on Enter cannot run through two screens.
 */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  latest.current = map;
  // Before the next paint: a clerk who knows the way types ahead of the screen.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.repeat && !event.key.startsWith('Arrow')) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
        return;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = latest.current[name];
      if (!act || (!NAMED.test(name) && typing(event.target))) return;
      // Enter on a focused button is that button's, on a form its own submit.
      if (name === 'Enter' && (event.target instanceof HTMLButtonElement || typing(event.target))) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
