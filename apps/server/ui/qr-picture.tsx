import encodeQR from 'qr';

/** ISO/IEC 18004 section 9.1: light on every side. */
const QUIET = 4;

/** Made here, so that no script and no other address ever sees the text. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const matrix = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const size = matrix.length;
  const dark = matrix.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
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
