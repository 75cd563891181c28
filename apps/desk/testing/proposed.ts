// A person at the proof, with a picture made of arithmetic.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Program, validity } from '@commonkey/program';
import type { Proposed } from '../machine/steps.ts';
import { emptyPapers } from '../papers/draft.ts';
import { openFaceEncoder } from '../picture/face-encoder.ts';
import { cropPortrait } from '../picture/portrait.ts';
import { suggestCrop } from '../picture/suggest-crop.ts';
import { drawnPortrait } from '../practice/drawn-portrait.ts';
import { portraitOf } from '../take/portrait.ts';

export const avifWasm = () =>
  readFileSync(fileURLToPath(import.meta.resolve('@jsquash/avif/codec/enc/avif_enc.wasm')));

export function proposed(
  program: Program,
  today: string,
  change: Partial<Proposed['person']> = {},
): Proposed {
  const image = drawnPortrait();
  const birthDate = '1988-05-02';
  return {
    visit: {
      purpose: 'first',
      language: 'en',
      known: null,
      surrendered: null,
      party: { place: 1, residency: [] },
    },
    entitled: {
      birthDate,
      age: 38,
      issued: today,
      expires: validity(program, birthDate, today).expires,
      careOf: false,
      papers: emptyPapers(birthDate),
    },
    person: {
      name: 'María Fernanda López',
      secondName: '',
      secondLanguage: '',
      careOf: '',
      address: '',
      addressSecond: '',
      emergencyContact: '',
      transitSerial: '',
      ...change,
    },
    portrait: portraitOf(cropPortrait(image, suggestCrop(image).frame), () => openFaceEncoder(avifWasm())),
  };
}
