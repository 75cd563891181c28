/** Where the pages' own typeface lies, for whoever builds or serves a page: file name → module specifier. */
export const FONT_FILES: Readonly<Record<string, string>> = {
  'public-sans-latin-400-normal.woff2': '@fontsource/public-sans/files/public-sans-latin-400-normal.woff2',
  'public-sans-latin-700-normal.woff2': '@fontsource/public-sans/files/public-sans-latin-700-normal.woff2',
};
