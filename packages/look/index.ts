export { FONT_FILES } from './fonts.ts';
export { keyMark, keyMarkPaths } from './mark.ts';
