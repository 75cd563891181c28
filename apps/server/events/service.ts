/** What the events office has for the others. */
export { drawDue } from './draw/draw.ts';
