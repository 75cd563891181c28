import { qrMatrix } from '@commonkey/card/qr-square.ts';
import type { Speak } from '@commonkey/words';
import { groupCode } from '../code.ts';

/** ISO/IEC 18004 section 9.1: light on every side. */
const QUIET = 4;

/** A code to keep: in groups of Latin letters in whatever direction the page runs (CC-06), and as a picture for a phone. */
export function CodeSheet({ say, code }: { say: Speak; code: string }) {
  return (
    <div class="code-sheet">
      <p class="code-said" dir="ltr">
        <code>{groupCode(code)}</code>
      </p>
      <QrPicture text={code} label={say('apply.code.qr')} />
    </div>
  );
}

/** Made here, so that no script and no other address ever sees the text. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const matrix = qrMatrix(text);
  const size = matrix.length + 2 * QUIET;
  const dark = matrix.flatMap((row, y) =>
    row.flatMap((on, x) => (on ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])),
  );
  return (
    <svg
      class="qr-picture"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={dark.join('')} fill="#000000" />
    </svg>
  );
}
