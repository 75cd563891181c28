import type { Speak } from '@commonkey/words';
import { Fault, wordDay } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { type Block, type LetterText, letterPdf } from '../../paper/letter.ts';
import type { OwnAnswer } from '../../store/tables/legal-tracks.ts';
import type { TracksCode } from './errors.ts';
import { lastOf, type Matter, oneMatter } from './matter.ts';
import { open } from './sealed.ts';

type Ways = { say: Speak; language: string };

/** Sentences of each letter after its first; each is `tracks.letter-<name>`. */
const SAYS: Readonly<Record<OwnAnswer, readonly string[]>> = {
  'how-to-see': ['no-names', 'see'],
  'no-way-to-find': ['no-names', 'lost-code', 'in-person'],
  'copy-given': ['no-names', 'see'],
  'not-verified': ['no-names', 'come-back', 'see'],
};

/** The words of the letter that answers somebody's own request. It says nothing of whether anything is held about them. */
export function letterText(
  context: Pick<Context, 'program' | 'config'>,
  { number, received_on }: Pick<Matter, 'number' | 'received_on'>,
  { answer, on, contact }: { answer: OwnAnswer; on: string; contact: string },
  { say, language }: Ways,
): LetterText {
  const { city } = context.program.program;
  const { origin } = context.config.origins.public;
  const p = (text: string): Block => ({ kind: 'paragraph', text });
  return {
    title: say('tracks.letter-title'),
    from: say('tracks.letter-from', { city: city.name }),
    reference: say('tracks.letter-reference', { number, day: wordDay(language, received_on) }),
    day: wordDay(language, on),
    to: contact.split(/\r?\n/).filter((line) => line.trim() !== ''),
    blocks: [
      p(say(`tracks.letter-${answer}`)),
      ...SAYS[answer].map((name) =>
        p(say(`tracks.letter-${name}`, { address: `${origin}/apply/what-exists` })),
      ),
      { kind: 'heading', text: say('tracks.letter-more') },
      p(say('tracks.letter-held', { address: `${origin}/what-we-hold` })),
      p(say('tracks.letter-again')),
    ],
  };
}

/**
 * The letter as paper, made in memory each time. One that was asked for at the counter is to nobody by name.
 * @throws Fault `track-unknown` | `track-step-unlawful` before it is answered | `record-gone` where the address has ended
 */
export async function letterFile(context: Context, id: string, by: string, ways: Ways): Promise<Buffer> {
  const matter = await oneMatter(context.store.read, id);
  const step = lastOf(matter, 'answered');
  if (!step?.answer) throw new Fault<TracksCode>('track-step-unlawful');
  const { sealed } = matter;
  const { contact } = sealed === null ? { contact: '' } : await open(context, { ...matter, sealed }, by);
  const text = letterText(context, matter, { answer: step.answer, on: step.moved_on, contact }, ways);
  return letterPdf(text, { language: ways.language, at: context.clock.now() });
}
