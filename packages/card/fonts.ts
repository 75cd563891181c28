import { type FontMetrics, readFontMetrics } from './font-metrics.ts';

export type FontName = 'sans-400' | 'sans-600' | 'arabic-500' | 'sc-500';

/** The bytes of every typeface a card may need. The renderer and the measuring read the same bytes. */
export type FontSet = Readonly<Record<FontName, Uint8Array>>;

type CardFont = {
  readonly name: FontName;
  readonly family: string;
  readonly weight: 400 | 500 | 600;
  /** Module specifier of the TrueType file, for whoever builds or serves a page. */
  readonly specifier: string;
};

/** In the order in which the renderer looks for a character that the asked typeface lacks. */
export const CARD_FONTS: readonly CardFont[] = [
  {
    name: 'sans-400',
    family: 'Noto Sans',
    weight: 400,
    specifier: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  },
  {
    name: 'sans-600',
    family: 'Noto Sans',
    weight: 600,
    specifier: '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  },
  {
    name: 'arabic-500',
    family: 'Noto Sans Arabic',
    weight: 500,
    specifier: '@expo-google-fonts/noto-sans-arabic/500Medium/NotoSansArabic_500Medium.ttf',
  },
  {
    name: 'sc-500',
    family: 'Noto Sans SC',
    weight: 500,
    specifier: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  },
];

/** What a page that draws cards has to carry: the file's name here → where it lies. */
export const fontFiles: readonly { name: FontName; specifier: string }[] = CARD_FONTS.map(
  ({ name, specifier }) => ({ name, specifier }),
);

/** Typefaces opened for measuring; opened once, used for every card of a shift. */
export type Typefaces = Readonly<Record<FontName, FontMetrics>>;

/** Reads the metrics of each typeface. Throws `card-bad-font` for bytes that are no TrueType font. */
export function openFonts(fonts: FontSet): Typefaces {
  return {
    'sans-400': readFontMetrics(fonts['sans-400']),
    'sans-600': readFontMetrics(fonts['sans-600']),
    'arabic-500': readFontMetrics(fonts['arabic-500']),
    'sc-500': readFontMetrics(fonts['sc-500']),
  };
}

export function fontNamed(name: FontName): CardFont {
  const font = CARD_FONTS.find((each) => each.name === name);
  if (!font) throw new TypeError(`no card font ${name}`);
  return font;
}

/** The typefaces a drawing names. The Chinese one is large: a renderer loads it only for who needs it. */
export function fontsIn(svg: string): FontName[] {
  const named = new Set(
    Array.from(svg.matchAll(/font-family="([^"]*)"/g), (match) => (match[1] ?? '').split(', ')).flat(),
  );
  return CARD_FONTS.filter((font) => named.has(font.family)).map((font) => font.name);
}
