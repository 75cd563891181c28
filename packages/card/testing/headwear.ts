import type { Look } from './portrait-look.ts';

/** What covers a head while the face stays free: the desk takes such pictures like any other. */
export function coveredHead({ head, scarf }: Look): string {
  switch (head) {
    case 'hijab':
      return `<path fill-rule="evenodd" d="M76 300C58 120 132 66 206 66C281 66 355 120 337 300C338 368 326 424 296 448C244 486 169 486 117 448C87 424 75 368 76 300ZM206 128C140 128 116 176 116 236C116 316 150 382 206 382C263 382 297 316 297 236C297 176 273 128 206 128Z" fill="${scarf}"/><path d="M98 372C150 436 262 442 318 366M90 330C108 386 142 420 178 436M250 98C300 128 318 190 316 262" fill="none" stroke="#000000" stroke-opacity="0.13" stroke-width="5" stroke-linecap="round"/>`;
    case 'turban':
      return `<path d="M96 196C78 92 140 40 208 40C278 40 336 92 317 196C296 160 246 148 206 170C166 148 117 160 96 196Z" fill="${scarf}"/><path d="M100 170C150 120 232 84 300 92M98 190C160 140 250 116 316 136M136 74C196 62 262 90 312 166M206 168C212 140 236 116 268 104" fill="none" stroke="#000000" stroke-opacity="0.16" stroke-width="6" stroke-linecap="round"/>`;
    case 'gele':
      return `<path d="M104 186C60 150 50 70 112 40C160 18 206 30 230 44C286 14 358 50 352 110C350 150 330 176 309 188C270 150 146 150 104 186Z" fill="${scarf}"/><path d="M112 168C140 110 196 76 268 70M130 152C180 120 262 112 330 128M92 120C120 80 170 56 224 58M230 46C262 70 286 100 300 168" fill="none" stroke="#ffffff" stroke-opacity="0.28" stroke-width="6" stroke-linecap="round"/>`;
    default:
      return '';
  }
}
