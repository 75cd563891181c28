import type { Speak } from '@commonkey/words';
import type { CardFile } from '../../portal/file-layout.ts';

type Row = readonly [key: string, text: string];

/** What the person typed and what their card will say, and nothing added. What is empty has no row. */
export function AnswersList({ card, say }: { card: CardFile; say: Speak }) {
  return (
    <dl class="facts">
      {rows(card, say).map(([key, text]) => (
        <div key={key}>
          <dt>{say(`review.answer-${key}`)}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was typed, row by row. */
export function rows({ answers, person }: CardFile, say: Speak): Row[] {
  const all: Row[] = [
    ['path', say(`review.path-${answers.path}`)],
    ['name', answers.name],
    ['latin', person.name],
    ['second', person.secondName],
    ['birth', say('review.day', { day: Date.parse(`${person.birthDate}T12:00:00Z`) })],
    ['home', say(`review.home-${answers.home}`)],
    ['address', [person.address, person.addressSecond].filter(Boolean).join(', ')],
    ['care-of', person.careOf],
    ['emergency', person.emergencyContact],
  ];
  return all.filter(([, text]) => text !== '');
}
