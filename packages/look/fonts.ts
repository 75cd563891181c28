/** Where the pages' own typeface lies, for whoever builds or serves a page: file name → module specifier. */
export const FONT_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  ['latin-400', 'latin-700', 'latin-ext-400', 'latin-ext-700'].map((cut) => [
    `public-sans-${cut}-normal.woff2`,
    `@fontsource/public-sans/files/public-sans-${cut}-normal.woff2`,
  ]),
);
