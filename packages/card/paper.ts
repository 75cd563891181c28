import { BLEED, FACE, mm } from './geometry.ts';
import { type Curves, ribbon, rosette } from './guilloche.ts';
import type { Mark } from './mark.ts';
import { type Pen, tidy } from './pen.ts';
import type { CardSettings } from './settings.ts';

/** Brass of the fine lines and rules; never of body text. */
export const BRASS = '#9A6B00';
export const SMALL_INK = '#3A4559';

export const MARGIN = mm(4);
/** The band across the top of the front, without bleed. */
export const BAND_HEIGHT = Math.round(mm(9.8));

const FINE = 0.7;

const threads = (curves: Curves, stroke: string, opacity: number): Mark => ({
  kind: 'path',
  d: curves.join(''),
  stroke,
  strokeWidth: FINE,
  opacity,
});

/** The sheet under everything: paper to the end of the bleed, a rosette and a ribbon of fine lines. */
export function sheet(settings: CardSettings, side: 'front' | 'back'): Mark[] {
  const { city, colours } = settings;
  const whole: Mark = {
    kind: 'rect',
    x: -BLEED,
    y: -BLEED,
    width: FACE.width + 2 * BLEED,
    height: FACE.height + 2 * BLEED,
    fill: colours.paper,
  };
  const across = { x0: -BLEED - 4, x1: FACE.width + BLEED + 4 };
  if (side === 'back')
    return [
      whole,
      threads(
        ribbon(`${city}/back`, { ...across, y: mm(45), height: mm(18), threads: 18, waves: 3 }),
        colours.accent,
        0.2,
      ),
      threads(rosette(`${city}/back`, { x: mm(24), y: mm(20), radius: mm(19), threads: 16 }), BRASS, 0.2),
    ];
  return [
    whole,
    threads(
      ribbon(`${city}/low`, { ...across, y: mm(48.5), height: mm(12), threads: 16, waves: 4 }),
      colours.accent,
      0.3,
    ),
    threads(
      ribbon(`${city}/high`, { ...across, y: mm(19), height: mm(15), threads: 14, waves: 2 }),
      BRASS,
      0.26,
    ),
    threads(rosette(`${city}/rose`, { x: mm(70.5), y: mm(36), radius: mm(17.5), threads: 18 }), BRASS, 0.3),
  ];
}

/** The coloured band with its own ribbon. A child's card differs from others in this colour and in nothing else here. */
export function band(settings: CardSettings, child: boolean): Mark[] {
  const { colours, city } = settings;
  const ground = child ? colours.childBand : colours.band;
  const over = child ? colours.onChildBand : colours.onBand;
  const lines = ribbon(`${city}/band`, {
    x0: -BLEED - 4,
    x1: FACE.width + BLEED + 4,
    y: BAND_HEIGHT * 0.45,
    height: BAND_HEIGHT * 1.1,
    threads: 12,
    waves: 5,
  });
  return [
    {
      kind: 'rect',
      x: -BLEED,
      y: -BLEED,
      width: FACE.width + 2 * BLEED,
      height: BAND_HEIGHT + BLEED,
      fill: ground,
    },
    threads(lines, over, 0.16),
    { kind: 'rect', x: -BLEED, y: BAND_HEIGHT, width: FACE.width + 2 * BLEED, height: 4, fill: BRASS },
  ];
}

/** The city's name, small enough to need a lens, from edge to edge: a copier turns it into a grey line. */
export function microtext(pen: Pen, settings: CardSettings, y: number, fill: string): Mark {
  const points = 2.1;
  const unit = `${tidy(settings.cityName).toUpperCase()} · `;
  const span = FACE.width + 2 * BLEED;
  const times = Math.ceil(span / pen.width(unit, points, 'sans-600'));
  const text = unit.repeat(Math.max(1, times)).trim();
  return pen.line(text, -BLEED, y, points, { role: 'microtext', font: 'sans-600', fill, lang: 'und' });
}
