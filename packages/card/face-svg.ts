import { fontNamed } from './fonts.ts';
import { BLEED, CARD_MM, FACE, mm } from './geometry.ts';
import type { CardLayout, ImageMark, Mark, TextMark } from './mark.ts';

export type FaceOptions = {
  /** Colour past the cut, for printers that print over the edge. */
  readonly bleed?: boolean;
  /** Round the corners as the card has them: for pictures of a card, never for printing. */
  readonly rounded?: boolean;
};

/** One side of a card as SVG in dots of 1/300 inch. Pure: the same layout gives the same bytes. */
export function faceSvg(side: 'front' | 'back', layout: CardLayout, options: FaceOptions = {}): string {
  const edge = options.bleed ? BLEED : 0;
  const width = FACE.width + 2 * edge;
  const height = FACE.height + 2 * edge;
  const marks = layout[side].map((mark, i) => draw(mark, `${side}-${i}`)).join('\n');
  const corner = r(mm(CARD_MM.cornerRadius));
  const body = options.rounded
    ? `<clipPath id="card"><rect width="${FACE.width}" height="${FACE.height}" rx="${corner}"/></clipPath>\n<g clip-path="url(#card)">\n${marks}\n</g>`
    : marks;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-edge} ${-edge} ${width} ${height}">\n${body}\n</svg>\n`;
}

function draw(mark: Mark, id: string): string {
  switch (mark.kind) {
    case 'rect':
      return `<rect x="${r(mark.x)}" y="${r(mark.y)}" width="${r(mark.width)}" height="${r(mark.height)}" fill="${mark.fill}"${mark.radius ? ` rx="${r(mark.radius)}"` : ''}/>`;
    case 'path':
      return `<path d="${mark.d}" fill="${mark.fill ?? 'none'}"${mark.stroke ? ` stroke="${mark.stroke}" stroke-width="${mark.strokeWidth ?? 1}"` : ''}${mark.opacity === undefined ? '' : ` opacity="${mark.opacity}"`}${mark.crisp ? ' shape-rendering="crispEdges"' : ''}/>`;
    case 'image':
      return image(mark, id);
    case 'drawing':
      return `<g transform="translate(${r(mark.x)} ${r(mark.y)}) scale(${r(mark.size / mark.units)})">${mark.svg}</g>`;
    case 'text':
      return text(mark);
  }
}

function image(mark: ImageMark, id: string): string {
  const box = `x="${r(mark.x)}" y="${r(mark.y)}" width="${r(mark.width)}" height="${r(mark.height)}"`;
  return `<clipPath id="${id}"><rect ${box} rx="${r(mark.radius)}"/></clipPath><image ${box} preserveAspectRatio="xMidYMid slice" clip-path="url(#${id})" href="${mark.href}"/>`;
}

function text(mark: TextMark): string {
  const fonts = mark.fonts.map(fontNamed);
  const families = [...new Set(fonts.map((font) => font.family))].join(', ');
  const place = [
    `translate(${r(mark.x)} ${r(mark.y)})`,
    mark.turn ? `rotate(${r(mark.turn)})` : '',
    mark.squeeze < 1 ? `scale(${mark.squeeze.toFixed(4)} 1)` : '',
  ].filter(Boolean);
  const extras = [
    mark.anchor === 'start' ? '' : ` text-anchor="${mark.anchor}"`,
    mark.tracking ? ` letter-spacing="${r(mark.tracking)}"` : '',
    mark.opacity === undefined ? '' : ` opacity="${mark.opacity}"`,
  ];
  return `<text transform="${place.join(' ')}" font-family="${families}" font-weight="${fonts[0]?.weight ?? 400}" font-size="${r(mark.size)}" fill="${mark.fill}" xml:lang="${markup(mark.lang)}"${extras.join('')}>${markup(mark.text)}</text>`;
}

const r = (value: number): string => String(Math.round(value * 1000) / 1000);

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const markup = (value: string): string => value.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
