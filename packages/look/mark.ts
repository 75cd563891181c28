/**
 * The key mark: a plain key whose bow is a ring of door-dots. One colour (`currentColor`), a 64×64 box, legible
 * at 16 px. Decorative wherever the city's name stands beside it, hence `aria-hidden`.
 */
export function keyMark(size = 32): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 64 64" aria-hidden="true" focusable="false">${keyMarkPaths('currentColor')}</svg>`;
}

const DOTS = 8;

/** The mark's shapes alone, for a card face or another drawing; drawn in a 64×64 box. */
export function keyMarkPaths(colour: string): string {
  const dots = Array.from({ length: DOTS }, (_, i) => {
    const turn = (i / DOTS) * 2 * Math.PI + Math.PI / DOTS;
    const x = (20 + 13 * Math.cos(turn)).toFixed(2);
    const y = (32 + 13 * Math.sin(turn)).toFixed(2);
    return `<circle cx="${x}" cy="${y}" r="4.1"/>`;
  }).join('');
  return `<g fill="${colour}">${dots}<path d="M33 29h27v6h-5v9h-6v-9h-5v6h-6v-6h-5z"/></g>`;
}
