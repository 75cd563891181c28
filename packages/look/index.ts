export { keyMark, keyMarkPaths } from './mark.ts';
export { FONT_FILES } from './fonts.ts';
