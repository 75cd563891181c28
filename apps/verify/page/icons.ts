import { keyMarkPaths } from '@commonkey/look';
import { Resvg } from '@resvg/resvg-js';

// Paper on ink, with the room that a maskable icon may lose to a phone's own shape.
function iconSvg(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#16233b" d="M0 0h64v64H0z"/><g transform="translate(12.5 12.5) scale(.61)">${keyMarkPaths('#fbfaf6')}</g></svg>\n`;
}

/** The app's icons by file name. */
export function icons(): [string, Uint8Array][] {
  const svg = iconSvg();
  const png = (width: number): Uint8Array =>
    new Uint8Array(new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng());
  return [
    ['icon.svg', new TextEncoder().encode(svg)],
    ['icon-192.png', png(192)],
    ['icon-512.png', png(512)],
  ];
}
