/**
 * A keyboard-wedge scanner types like a person, only faster than one can and with Enter at the end. Told apart by rhythm
 * alone; what a person types passes through untouched.
 */
export type WedgeOptions = Readonly<{
  /** Longest pause inside a scan, in milliseconds. Scanners type a character every 1–30 ms, fast people every 80. */
  pause?: number;
  /** Fewer characters than this are never a scan. */
  least?: number;
}>;

export type Key = Readonly<{ key: string; time: number }>;

export type Wedge = {
  /** Takes one key press; returns the whole text when its Enter completes a scan. `time` in milliseconds, any origin. */
  press(key: Key): string | undefined;
  /** Characters held so far. */
  length(): number;
  forget(): void;
};

/** Longest text a QR code of version 40 holds, with room for line ends: nobody fills the memory by leaning on a key. */
const longest = 4500;

export function openWedge({ pause = 45, least = 8 }: WedgeOptions = {}): Wedge {
  let typed = '';
  let last = Number.NEGATIVE_INFINITY;
  const forget = () => {
    typed = '';
  };
  return {
    press({ key, time }) {
      const quick = time - last <= pause;
      last = time;
      if (!quick) forget();
      if (key === 'Enter') {
        // Machine-readable zones come as lines, each with its Enter, so a scan goes on until `classify` knows it.
        const text = typed;
        if (!quick || text.replaceAll('\n', '').length < least) {
          forget();
          return undefined;
        }
        if (expectsMore(text)) {
          typed += '\n';
          return undefined;
        }
        forget();
        return text;
      }
      if (key.length === 1) typed = (typed + key).slice(0, longest);
      return undefined;
    },
    length: () => typed.length,
    forget,
  };
}

// The first line of a passport or card zone is followed by others; how many, its length says (ICAO Doc 9303).
function expectsMore(text: string): boolean {
  const lines = text.split('\n');
  const width = lines[0]?.length ?? 0;
  if (!/^[A-Z0-9<]+$/.test(lines[0] ?? '') || !(lines[0] ?? '').includes('<<')) return false;
  if (width === 30) return lines.length < 3;
  return (width === 36 || width === 44) && lines.length < 2;
}

export type ScanKind = 'card' | 'zone' | 'barcode' | 'unknown';

/**
 * What a scanned text is: a signed card (Base45, RFC 9285), a machine-readable zone, or 14 digits of a library barcode
 * (Codabar, with or without its start and stop letters).
 */
export function classifyScan(text: string): ScanKind {
  if (/^[A-D]?\d{14}[A-D]?$/i.test(text)) return 'barcode';
  if (
    /^[A-Z0-9<\n]+$/.test(text) &&
    text.includes('<<') &&
    [72, 88, 90].includes(text.replaceAll('\n', '').length)
  )
    return 'zone';
  if (text.length >= 100 && /^[0-9A-Z $%*+\-./:]+$/.test(text)) return 'card';
  return 'unknown';
}

/**
 * Listens to the whole page, so that a scan is caught wherever the focus is. What the scanner had typed into a field by
 * then is taken back out of it.
 *
 * @returns a function that stops listening
 */
export function watchWedge(
  target: EventTarget,
  onScan: (text: string) => void,
  options: WedgeOptions = {},
): () => void {
  const wedge = openWedge(options);
  let undo: (() => void) | undefined;
  const pressed = (event: Event) => {
    const { key, timeStamp, ctrlKey, altKey, metaKey } = event as KeyboardEvent;
    if (ctrlKey || altKey || metaKey) return wedge.forget();
    const text = wedge.press({ key, time: timeStamp });
    // The first character of a burst is not in the field yet.
    if (wedge.length() === 1 && key.length === 1) undo = undoOf(event.target);
    if (text === undefined) return;
    // Otherwise the scanner's Enter would submit the form.
    event.preventDefault();
    event.stopImmediatePropagation();
    undo?.();
    undo = undefined;
    onScan(text);
  };
  target.addEventListener('keydown', pressed, { capture: true });
  return () => {
    wedge.forget();
    target.removeEventListener('keydown', pressed, { capture: true });
  };
}

function undoOf(focused: EventTarget | null): (() => void) | undefined {
  if (!(focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement)) return undefined;
  const { value } = focused;
  return () => {
    focused.value = value;
    focused.dispatchEvent(new Event('input', { bubbles: true }));
  };
}
