export { drawPortrait, PORTRAIT } from '@commonkey/card/testing/draw-portrait.ts';
export { HEADS, type Head } from '@commonkey/card/testing/portrait-look.ts';
