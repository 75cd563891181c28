import { backHair, frontHair } from './hair.ts';
import { coveredHead } from './headwear.ts';
import { type Head, type Look, lookOf } from './portrait-look.ts';

export const PORTRAIT = { width: 413, height: 531 } as const;

/**
 * A face of nobody, drawn by code: 35 × 45 mm at 300 dpi (413 × 531), facing the camera on a light ground, head and
 * shoulders in the proportions of a passport picture. The same seed gives the same face.
 */
export function drawPortrait(seed: string, head?: Head): string {
  const look = lookOf(seed, head);
  const parts = [
    ground(),
    backHair(look),
    shoulders(look),
    neck(look),
    ears(look),
    face(look),
    look.beard ? beard(look) : '',
    features(look),
    frontHair(look),
    coveredHead(look),
    look.glasses ? glasses() : '',
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PORTRAIT.width}" height="${PORTRAIT.height}" viewBox="0 0 413 531">${parts.join('')}</svg>`;
}

const ground = (): string =>
  '<defs><linearGradient id="ground" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#dde1e4"/><stop offset="1" stop-color="#cfd4d8"/></linearGradient></defs><rect width="413" height="531" fill="url(#ground)"/>';

function shoulders({ cloth, head, scarf }: Look): string {
  const body =
    'M18 531C22 462 66 432 132 418C160 412 168 400 172 388L241 388C245 400 253 412 281 418C347 432 391 462 395 531Z';
  const collar =
    head === 'hijab'
      ? `<path d="M112 424C150 470 262 470 301 424C330 436 344 470 346 531L66 531C70 470 84 436 112 424Z" fill="${scarf}"/>`
      : `<path d="M150 412C166 452 247 452 263 412L281 418C262 476 151 476 132 418Z" fill="#ffffff" opacity="0.16"/>`;
  return `<path d="${body}" fill="${cloth}"/>${collar}`;
}

function neck({ skin, shade }: Look): string {
  return `<path d="M164 340L164 404C176 438 237 438 249 404L249 340Z" fill="${skin}"/><path d="M164 352C184 392 229 392 249 352L249 376C228 408 185 408 164 376Z" fill="${shade}" opacity="0.75"/>`;
}

function ears({ skin, shade, head }: Look): string {
  if (head === 'hijab') return '';
  const ear = (x: number, flip: number): string =>
    `<g transform="translate(${x} 252) scale(${flip} 1)"><path d="M0 -22C-16 -32 -24 -14 -20 6C-17 24 -8 34 2 28Z" fill="${skin}"/><path d="M-4 -12C-13 -16 -15 -2 -12 8C-10 16 -6 20 -2 18" fill="none" stroke="${shade}" stroke-width="3"/></g>`;
  return ear(112, 1) + ear(301, -1);
}

function face({ skin, shade, jaw }: Look): string {
  const chin = 372 + jaw;
  const width = 94 + jaw / 3;
  const left = 206.5 - width;
  const right = 206.5 + width;
  return `<path d="M${left} 210C${left - 2} 76 ${right + 2} 76 ${right} 210C${right} 282 ${right - 14} 318 ${right - 42} ${chin - 22}C${right - 66} ${chin + 4} ${left + 66} ${chin + 4} ${left + 42} ${chin - 22}C${left + 14} 318 ${left} 282 ${left} 210Z" fill="${skin}"/><ellipse cx="152" cy="300" rx="22" ry="15" fill="${shade}" opacity="0.28"/><ellipse cx="261" cy="300" rx="22" ry="15" fill="${shade}" opacity="0.28"/>`;
}

function features(look: Look): string {
  return eye(166, look) + eye(247, look) + nose(look) + mouth(look);
}

function eye(x: number, { iris, hair, shade, head, brow }: Look): string {
  const hairless = head === 'grey' ? '#8d8983' : hair;
  const outward = x < 206 ? -1 : 1;
  return `<g transform="translate(${x} 248)"><path d="M-24 0C-12 -15 12 -15 24 0C12 11 -12 11 -24 0Z" fill="#fbf8f4"/><circle r="10.5" cy="-2" fill="${iris}"/><circle r="5" cy="-2" fill="#120d0a"/><circle r="2.4" cx="3.5" cy="-5.5" fill="#ffffff"/><path d="M-25 1C-12 -16 12 -16 25 1" fill="none" stroke="#2a1c15" stroke-width="3.4" stroke-linecap="round"/><path d="M-22 -13C-10 -23 10 -23 22 -13" fill="none" stroke="${shade}" stroke-width="2.2"/><path d="M${-27 * outward} ${-24 + brow}C${-10 * outward} ${-38 + brow} ${14 * outward} ${-38 + brow} ${28 * outward} ${-27 + brow}" fill="none" stroke="${hairless}" stroke-width="7" stroke-linecap="round"/></g>`;
}

const nose = ({ shade }: Look): string =>
  `<path d="M199 250C196 276 186 292 189 302C193 311 220 311 224 302C227 292 217 276 214 250" fill="${shade}" opacity="0.26"/><path d="M188 301C193 310 200 308 206.500 310C213 308 220 310 225 301" fill="none" stroke="${shade}" stroke-width="4" stroke-linecap="round"/>`;

const mouth = ({ lip }: Look): string =>
  `<path d="M176 338C188 331 200 330 206.500 333C213 330 225 331 237 338C226 351 187 351 176 338Z" fill="${lip}"/><path d="M176 338C192 340 221 340 237 338" fill="none" stroke="#3b1613" stroke-opacity="0.55" stroke-width="2.500"/>`;

function beard({ hair, head, jaw }: Look): string {
  const colour = head === 'grey' ? '#a9a6a0' : hair;
  const chin = 380 + jaw;
  return `<path d="M114 262C118 320 132 ${chin + 8} 206.500 ${chin + 14}C281 ${chin + 8} 295 320 299 262C290 304 276 318 250 320C224 316 189 316 163 320C137 318 123 304 114 262Z" fill="${colour}" opacity="0.93"/>`;
}

const glasses = (): string =>
  '<g fill="none" stroke="#23262b" stroke-width="5"><rect x="132" y="226" width="66" height="46" rx="17" fill="#ffffff" fill-opacity="0.12"/><rect x="215" y="226" width="66" height="46" rx="17" fill="#ffffff" fill-opacity="0.12"/><path d="M198 242C203 237 210 237 215 242M132 240L112 234M281 240L301 234"/></g>';
