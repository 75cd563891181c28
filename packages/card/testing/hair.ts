import type { Look } from './portrait-look.ts';

/** What lies behind the face: falling hair, or the inside of a scarf. */
export function backHair({ head, hair, scarf }: Look): string {
  if (head === 'hijab')
    return `<ellipse cx="206.5" cy="260" rx="112" ry="150" fill="${scarf}"/><ellipse cx="206.5" cy="260" rx="112" ry="150" fill="#000000" opacity="0.3"/>`;
  if (head === 'long')
    return `<path d="M96 220C84 110 150 74 206 74C262 74 329 110 317 220C312 300 336 380 322 446C300 470 262 452 250 420L163 420C151 452 113 470 91 446C77 380 101 300 96 220Z" fill="${hair}"/>`;
  if (head === 'bun')
    return `<circle cx="206" cy="84" r="44" fill="${hair}"/><path d="M100 236C92 130 150 96 206 96C262 96 321 130 313 236Z" fill="${hair}"/>`;
  if (head === 'curls') return curls(hair);
  return '';
}

/** Hair that lies over the forehead. */
export function frontHair({ head, hair }: Look): string {
  switch (head) {
    case 'short':
      return `<path d="M104 232C92 116 146 86 208 86C276 86 322 122 309 232C304 200 292 178 276 168C236 178 186 174 150 158C128 172 110 196 104 232Z" fill="${hair}"/>`;
    case 'grey':
      return `<path d="M106 236C92 140 138 96 206 96C274 96 321 140 307 236C302 214 298 200 290 190C276 152 246 136 206 138C164 136 136 152 123 190C115 200 110 214 106 236Z" fill="${hair}"/>`;
    case 'long':
      return `<path d="M104 250C98 140 150 100 206 100C262 100 315 140 309 250C300 206 282 172 222 134C204 172 130 178 104 250Z" fill="${hair}"/>`;
    case 'bun':
      return `<path d="M106 232C104 146 152 108 206 108C260 108 309 146 307 232C296 178 262 150 206 150C150 150 117 178 106 232Z" fill="${hair}"/>`;
    case 'curls':
      return `<path d="M110 216C106 168 136 146 160 158C178 142 192 148 206 154C222 142 244 148 256 160C284 148 309 174 303 216C318 132 262 92 206 92C150 92 95 132 110 216Z" fill="${hair}"/>`;
    default:
      return '';
  }
}

function curls(hair: string): string {
  const count = 19;
  const around = Array.from({ length: count }, (_, i) => {
    const turn = Math.PI * (0.93 + (1.14 * i) / (count - 1));
    const x = 206.5 + 112 * Math.cos(turn);
    const y = 214 + 122 * Math.sin(turn);
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="31"/>`;
  });
  return `<g fill="${hair}"><ellipse cx="206.5" cy="196" rx="110" ry="112"/>${around.join('')}</g>`;
}
