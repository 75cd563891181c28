import type { PaperId, PaperRules } from '@commonkey/program';

/** What a paper looks like in a few lines, so that somebody who reads little finds theirs. It always stands beside its name. */
const SHAPES = {
  booklet:
    'M10 4h20a3 3 0 0 1 3 3v26a3 3 0 0 1-3 3H10zM14 4v32M20 29h8M24 11.5a5 5 0 1 0 0 10 5 5 0 0 0 0-10M19 16.5h10M24 11.5v10',
  card: 'M5 9h30v22H5zM10 26c0-4 2-5 4.5-5s4.5 1 4.5 5M14.5 14a3 3 0 1 0 0 6 3 3 0 0 0 0-6M23 16h8M23 20h8M23 24h5',
  badge:
    'M9 12h22v23H9zM16 12V9h8v3M20 16.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M14 31c0-4 3-5 6-5s6 1 6 5M20 9V5',
  certificate:
    'M7 5h26v21H7zM12 11h16M12 16h16M12 21h7M28 22.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8M26 30l-1.5 6 3.5-2 3.5 2-1.5-6',
  bill: 'M9 4h22v32l-3.7-2.5-3.6 2.5-3.7-2.5-3.7 2.5-3.6-2.5L9 36zM14 11h12M14 16h12M14 21h6M22 26h4',
  house: 'M9 4h16l6 6v26H9zM25 4v6h6M14 24l6-5 6 5M16 23v7h8v-7',
  letter: 'M8 4h17l7 7v25H8zM25 4v7h7M13 16h14M13 20h14M13 24h8M14 32c2-4 3-4 3.5-1s2 1 3-.5 1.5.5 2.5.5h3',
  people:
    'M13 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 31c0-7 3-11 8-11s8 4 8 11zM28 14a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4M24 31h11c0-5-2-8-6.5-8-2 0-3.5.6-4.5 1.5',
  key: 'M5 9h30v22H5zM13 16a4 4 0 1 0 0 8 4 4 0 0 0 0-8M17 20h12M25 20v4M29 20v3',
} as const;

export function PaperDrawing({ rules, id }: { rules: PaperRules; id: PaperId }) {
  return (
    <svg
      class="paper-drawing"
      viewBox="0 0 40 40"
      width="40"
      height="40"
      aria-hidden="true"
      focusable="false"
    >
      <path d={SHAPES[shapeOf(rules, id)]} />
    </svg>
  );
}

/** By what the rules say of the paper; its name only tells a booklet from a card, and a home's paper from a bill. */
function shapeOf(rules: PaperRules, id: PaperId): keyof typeof SHAPES {
  const paper = rules.papers[id];
  const shows = paper?.shows ?? [];
  if (paper?.renewal) return 'key';
  if (paper?.bearer === 'guardian' || paper?.bearer === 'caretaker') return 'people';
  if (/passport/.test(id)) return 'booklet';
  if (paper?.attestation || /letter|mail/.test(id)) return 'letter';
  if (shows.includes('photo')) return paper?.expires ? 'card' : 'badge';
  if (/lease|rent|enrol|mortgage|deed/.test(id)) return 'house';
  if (shows.includes('residency')) return 'bill';
  return 'certificate';
}
