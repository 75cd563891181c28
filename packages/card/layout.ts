import { backMarks } from './back.ts';
import { cardFault } from './faults.ts';
import type { Typefaces } from './fonts.ts';
import { frontMarks } from './front.ts';
import { labels } from './labels.ts';
import type { CardLayout } from './mark.ts';
import { pen, tidy } from './pen.ts';
import type { CardPerson, CardSettings, Marking } from './settings.ts';
import { watermark } from './watermark.ts';

/**
 * Both faces of a card as marks to draw. Every text is measured and set before anything is drawn: what does not fit
 * is a fault here, never a cut name on plastic.
 *
 * Throws `card-no-name`, `card-no-glyph`, `card-does-not-fit`, `card-qr-too-large`, `card-qr-missing`, `card-qr-bad-text`,
 * `card-library-bad-number`, `card-not-a-picture`, `card-bad-date`, `card-bad-serial`, `card-bad-colour`,
 * `card-no-language`.
 */
export function layoutCard(
  settings: CardSettings,
  person: CardPerson,
  options: { faces: Typefaces; marking: Marking },
): CardLayout {
  for (const colour of Object.values(settings.colours))
    if (!/^#[0-9a-fA-F]{6}$/.test(colour)) throw cardFault('card-bad-colour');
  if (tidy(person.name) === '') throw cardFault('card-no-name');
  const say = labels(settings.languages);
  const draw = pen(options.faces);
  return {
    front: [...frontMarks(draw, say, settings, person), ...watermark(draw, say, options.marking, 'front')],
    back: [
      ...backMarks(draw, say, settings, person, options.marking),
      ...watermark(draw, say, options.marking, 'back'),
    ],
  };
}
