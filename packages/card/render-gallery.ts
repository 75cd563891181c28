import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { faceSvg } from './face-svg.ts';
import { openFonts } from './fonts.ts';
import { FACE } from './geometry.ts';
import { layoutCard } from './layout.ts';
import { loadFonts, renderNode } from './node.ts';
import type { Marking } from './settings.ts';
import { portraitPng } from './testing/portrait-png.ts';
import { SCENES, type Scene, sceneSettings } from './testing/scenes.ts';

/**
 * Draws every scene at 300 dpi into `docs/images/cards`, for eyes: `node packages/card/render-gallery.ts`. With
 * COMMONKEY_SAMPLES some portraits are those of idpass/claim-169 (MIT); without it all are drawn by this project.
 */
const out = fileURLToPath(new URL('../../docs/images/cards/', import.meta.url));
const samples = process.env.COMMONKEY_SAMPLES;
const faces = openFonts(loadFonts());

function portrait(scene: Scene): Uint8Array {
  if (samples && scene.sample) return new Uint8Array(readFileSync(join(samples, 'portraits', scene.sample)));
  return portraitPng(scene.id, scene.head);
}

const marking = (scene: Scene): Marking => scene.marking ?? 'none';

mkdirSync(out, { recursive: true });
for (const scene of SCENES) {
  const person = { ...scene.person, portrait: portrait(scene) };
  const layout = layoutCard(sceneSettings(scene), person, { faces, marking: marking(scene) });
  const [front, back] = (['front', 'back'] as const).map((side) =>
    renderNode(faceSvg(side, layout, { rounded: true }), 300),
  );
  if (front && back) writeFileSync(join(out, `${scene.id}.png`), pair(front, back));
}

/** Both sides above each other on a table-grey ground. */
function pair(...sides: Uint8Array[]): Uint8Array {
  const edge = 40;
  const images = sides.map((png, i) => {
    const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
    return `<image x="${edge}" y="${edge + i * (FACE.height + edge)}" width="${FACE.width}" height="${FACE.height}" href="${href}"/>`;
  });
  const width = FACE.width + 2 * edge;
  const height = sides.length * (FACE.height + edge) + edge;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#e4e2dc"/>${images.join('')}</svg>`;
  return new Uint8Array(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng());
}
