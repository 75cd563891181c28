export { buildLetters } from './build.ts';
