import { keyMarkPaths } from '@commonkey/look';

const THREADS = 7;
const STEP = 8;

/** A card in lines: the mark, a head, a code, and a woven band as cards carry it. It shows nobody. */
export function CardDrawing() {
  return (
    <svg class="card-drawing" viewBox="0 0 340 216" aria-hidden="true" focusable="false">
      <rect class="card-paper" x="1.5" y="1.5" width="337" height="213" rx="14" />
      <g class="card-weave">
        {Array.from({ length: THREADS }, (_, i) => (
          <path key={i} d={thread((2 * Math.PI * i) / THREADS)} />
        ))}
      </g>
      <g class="card-mark" transform="translate(22 20) scale(0.62)">
        <g dangerouslySetInnerHTML={{ __html: keyMarkPaths('currentColor') }} />
      </g>
      <g class="card-lines">
        <path d="M72 40h96" />
        <rect x="24" y="84" width="88" height="106" rx="6" />
        <circle cx="68" cy="124" r="18" />
        <path d="M34 190c2-27 14-40 34-40s32 13 34 40" />
        <path d="M132 96h124M132 116h84M132 150h56M132 170h72" />
        <path d="M276 146h40v40h-40zM284 154h8v8h-8zM300 154h8v8h-8zM284 170h8v8h-8zM300 172h8" />
      </g>
    </svg>
  );
}

/** One thread of the band: a mix of two waves, as on the printed card. */
function thread(phase: number): string {
  const points = Array.from({ length: Math.floor(328 / STEP) + 1 }, (_, i) => {
    const x = 6 + i * STEP;
    const turn = (x / 328) * 2 * Math.PI;
    const y = 64 + 10 * (0.68 * Math.sin(2.3 * turn + phase) + 0.32 * Math.sin(6.1 * turn - phase));
    return `${x} ${y.toFixed(1)}`;
  });
  return `M${points.join('L')}`;
}
