import type { Speak } from '@commonkey/words';
import type { Answers } from '../../portal/service.ts';

type Row = readonly [key: string, text: string];

/** What the person typed, in their own words and nothing added. Rows that were not asked are not there. */
export function AnswersList({ answers, say }: { answers: Answers; say: Speak }) {
  return (
    <dl class="facts">
      {rows(answers, say).map(([key, text]) => (
        <div key={key}>
          <dt>{say(`review.answer-${key}`)}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function rows(answers: Answers, say: Speak): Row[] {
  const { path, name, latinName, secondLanguage, birthDate, emergencyContact, home, address, careOf } =
    answers;
  const found: Row[] = [];
  const add = (key: string, text: string | undefined) => {
    if (text !== undefined && text !== '') found.push([key, text]);
  };
  add('path', path && say(`review.path-${path}`));
  add('name', name);
  add('latin', latinName);
  add('second', secondLanguage);
  add('birth', birthDate && say('review.day', { day: Date.parse(`${birthDate}T12:00:00Z`) }));
  add('emergency', emergencyContact);
  add('home', home && say(`review.home-${home}`));
  add('address', address?.join(', '));
  add('care-of', careOf);
  return found;
}
