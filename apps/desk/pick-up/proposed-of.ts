import { ageOn, type PlainDate, type Program, validity } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import { ALONE } from '../machine/advance.ts';
import type { Portrait, Proposed } from '../machine/steps.ts';
import { emptyPapers } from '../papers/draft.ts';
import type { Pixels } from '../picture/pixels.ts';
import { cropPortrait, portraitAspect } from '../picture/portrait.ts';
import type { OpenedCard } from './open-card.ts';

/**
 * The card that an opened record asks for, as if its papers had been looked at now: dates run from today.
 *
 * @param portray makes the portrait of a cropped picture
 */
export async function proposedOf(
  opened: OpenedCard,
  program: Program,
  today: PlainDate,
  language: string,
  portray: (picture: Pixels) => Portrait,
): Promise<Proposed> {
  const { person, face, record } = opened;
  const { birthDate } = person;
  const picture = await pixelsOf(face);
  const portrait = portray(cropPortrait(picture, middle(picture)));
  picture.data.fill(0);
  return {
    visit: { purpose: 'first', language, known: null, surrendered: null, party: ALONE, pickUp: record },
    entitled: {
      birthDate,
      age: ageOn(birthDate, today),
      issued: today,
      expires: validity(program, birthDate, today).expires,
      careOf: person.careOf !== '',
      papers: emptyPapers(birthDate),
    },
    person: {
      name: person.name,
      secondName: person.secondName,
      secondLanguage: person.secondLanguage,
      careOf: person.careOf,
      address: person.address,
      addressSecond: person.addressSecond,
      emergencyContact: person.emergencyContact,
      transitSerial: '',
    },
    portrait,
  };
}

/** The largest part with a card's proportions. The resident cropped it before sending; this only trims. */
function middle({ width, height }: Pixels) {
  const wide = Math.min(width, height * portraitAspect);
  const tall = wide / portraitAspect;
  return { x: (width - wide) / 2, y: (height - tall) / 2, width: wide, height: tall };
}

async function pixelsOf(jpeg: Uint8Array): Promise<Pixels> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    willReadFrequently: true,
    alpha: false,
  });
  if (!context) throw new Fault<DeskCode>('desk-pick-up-unreadable');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  context.fillRect(0, 0, width, height);
  return { data: new Uint8ClampedArray(data.buffer), width, height };
}
