export { drawPortrait, HEADS, type Head, PORTRAIT } from './draw-portrait.ts';
export { cameraFrame, portraitPng } from './portrait-png.ts';
export { type Frame, writeY4m } from './y4m.ts';
