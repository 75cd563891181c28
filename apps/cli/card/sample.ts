import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardPdf, cardSettings, faceSvg, layoutCard, openFonts } from '@commonkey/card';
import { loadFonts, renderNode } from '@commonkey/card/node.ts';
import {
  fitCard,
  groupSerial,
  groupSlip,
  isPlainDate,
  type PlainDate,
  signCard,
  webRandom,
} from '@commonkey/credential';
import type { Program } from '@commonkey/program';
import { parseProgram } from '@commonkey/program/parse.ts';
import { type Speak, speaker } from '@commonkey/words';
import type { Io } from '../io.ts';
import { readFolder } from '../program/folder.ts';
import { cardFault } from './codes.ts';
import { readBytes, systemCode } from './files.ts';
import { type Flags, readFlags } from './flags.ts';
import { type SampleCity, sampleCity } from './sample-city.ts';
import { type SampleHolder, sampleClaims, samplePerson } from './sample-person.ts';
import { readPortrait } from './sample-portrait.ts';
import { cardWords } from './words.ts';

const DPI = 300;

/**
 * `card sample --program DIR --portrait FILE --out DIR [--name N] [--born DAY] [--second-name N --second-language L]`
 * Writes front.png and back.png (300 dpi), card.pdf, qr.txt, trust.json, status and slip.txt of one specimen card, made
 * with keys that are thrown away. Faults: `portrait-unreadable`, `program-unusable`, `cli-*`, and those of the card's
 * layout, before anything is written.
 */
export async function cardSample(argv: string[], io: Io): Promise<number> {
  const texts = ['program', 'portrait', 'out', 'name', 'born', 'second-name', 'second-language'];
  const flags = readFlags(argv, { texts });
  const out = flags.needed('out');
  const program = readProgram(flags.needed('program'));
  const portrait = await readPortrait(readBytes(flags.needed('portrait')));
  const holder = holderOf(flags, cityDay(program, io.now()));
  const issuer = `https://specimen.example/${program.id}`;
  const city = await sampleCity({ issuer, today: holder.issued, now: io.now(), random: webRandom });
  const form = { certificate: city.certificate, dialect: program.card.dialect };
  const withFace = program.card.qr.some((each) => each.field === 'face') ? { encodeFace: portrait.avif } : {};
  const { claims } = await fitCard(sampleClaims(program, city, holder), form, withFace);
  const qr = await signCard(claims, { ...form, desk: city.desk });
  const drawn = { serial: city.serial, expires: claims.expires, portrait: portrait.png, qr };
  const layout = layoutCard(cardSettings(program), samplePerson(program, holder, drawn), {
    faces: openFonts(loadFonts()),
    marking: 'specimen',
  });
  const front = renderNode(faceSvg('front', layout), DPI);
  const back = renderNode(faceSvg('back', layout), DPI);
  const say = speaker('en', cardWords.en ?? {});
  writeAll(out, {
    'front.png': front,
    'back.png': back,
    'card.pdf': await cardPdf(front, back, DPI),
    'qr.txt': qr,
    'trust.json': `${JSON.stringify(city.trust, null, 2)}\n`,
    status: city.statusToken,
    'slip.txt': slip(say, city),
  });
  io.out(say('sample.made', { path: out }));
  return 0;
}

function readProgram(folder: string): Program {
  const { program, faults } = parseProgram(readFolder(folder));
  if (!program)
    throw cardFault('program-unusable', { codes: [...new Set(faults.map((f) => f.code))].join(', ') });
  return program;
}

function holderOf(flags: Flags, issued: PlainDate): SampleHolder {
  const birthDate = flags.text('born') ?? '1991-04-30';
  if (!isPlainDate(birthDate)) throw cardFault('cli-time-invalid', { text: birthDate });
  const [text, lang] = [flags.text('second-name'), flags.text('second-language')];
  if ((text === undefined) !== (lang === undefined)) {
    throw cardFault('cli-flag-missing', { flag: text === undefined ? '--second-name' : '--second-language' });
  }
  const second = text === undefined || lang === undefined ? {} : { secondName: { text, lang } };
  return { name: flags.text('name') ?? 'Rosa María Ejemplo Sample', birthDate, issued, ...second };
}

/** The calendar day at the city's desks. */
function cityDay(program: Program, now: Date): PlainDate {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: program.city.timeZone }).format(now);
}

function slip(say: Speak, { serial, slipSecret }: SampleCity): string {
  return `${say('sample.slip', { serial: groupSerial(serial), secret: groupSlip(slipSecret) })}\n`;
}

function writeAll(folder: string, files: Record<string, string | Uint8Array>): void {
  let path = folder;
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, data] of Object.entries(files)) {
      path = join(folder, name);
      writeFileSync(path, data);
    }
  } catch (error) {
    throw cardFault('cli-file-not-written', { path, why: systemCode(error) }, error);
  }
}
