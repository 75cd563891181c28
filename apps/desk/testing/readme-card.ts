// One card, both sides, for the front page: `node --import ./scripts/tsx-loader.mjs apps/desk/testing/readme-card.ts`. Its code is signed by keys that
// are thrown away here, its face is drawn, and it is marked as the practice city's cards are.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cardSettings, faceSvg, layoutCard, openFonts } from '@commonkey/card';
import { loadFonts, renderNode } from '@commonkey/card/node.ts';
import { portraitPng } from '@commonkey/card/testing/portrait-png.ts';
import { fitCard, fromBase64url, newKeyPair, signCard, webCryptoSigner } from '@commonkey/credential';
import { addYears, plainDateOf } from '@commonkey/program';
import sharp from 'sharp';
import { openFaceEncoder } from '../picture/face-encoder.ts';
import { portraitOf } from '../take/portrait.ts';
import { newDeskCity } from './desk-city.ts';
import { avifWasm } from './proposed.ts';

const OUT = fileURLToPath(new URL('../../../docs/images/cards/readme-card.png', import.meta.url));
const FACE_WIDTH = 680;
const GAP = 20;

const now = Date.now();
const city = await newDeskCity(now, 'https://id.modelcity.example');
const desk = await webCryptoSigner(await newKeyPair());
const offer = await city.offer(desk.publicJwk, 1, 8);
const [place] = offer.places;
const certificate = fromBase64url(offer.certificate);
if (!place || !certificate) throw new Error('the offer is empty');

const portrait = portraitPng('laila-2', 'hijab');
const { data, info } = await sharp(portrait).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
const picture = { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
const issued = plainDateOf(new Date(now));
const person = { name: 'Laila Haddad', birthDate: '1991-03-03', issued, expires: addYears(issued, 5) };
const form = { certificate, dialect: city.program.card.dialect };
const { claims } = await fitCard(
  {
    ...person,
    issuer: offer.issuer,
    serial: place.serial,
    secondName: 'ليلى حداد',
    secondLanguage: 'ar',
    status: { uri: place.uri, idx: place.index },
  },
  form,
  { encodeFace: portraitOf(picture, () => openFaceEncoder(avifWasm())).face },
);
const qr = await signCard(claims, { ...form, desk });
const layout = layoutCard(
  cardSettings(city.program),
  {
    ...person,
    secondName: { text: 'ليلى حداد', lang: 'ar' },
    serial: place.serial,
    portrait,
    child: false,
    libraryNumber: offer.barcodes[0] ?? '',
    qr,
  },
  { faces: openFonts(loadFonts()), marking: 'specimen' },
);
const sides = await Promise.all(
  (['front', 'back'] as const).map((side) =>
    sharp(renderNode(faceSvg(side, layout, { rounded: true }), 300))
      .resize({ width: FACE_WIDTH })
      .toBuffer(),
  ),
);
const { height = 0 } = await sharp(sides[0]).metadata();
const png = await sharp({
  create: {
    width: 2 * FACE_WIDTH + 3 * GAP,
    height: height + 2 * GAP,
    channels: 4,
    background: '#e4e2dc',
  },
})
  .composite(sides.map((input, i) => ({ input, top: GAP, left: GAP + i * (FACE_WIDTH + GAP) })))
  .png({ palette: true, colours: 256, effort: 10, compressionLevel: 9 })
  .toBuffer();
await writeFile(OUT, png);
console.log(`${OUT}: ${png.length} bytes`);
