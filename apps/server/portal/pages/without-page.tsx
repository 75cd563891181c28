import { wordList } from '@commonkey/words';
import { cityWords } from '../../ui/city-words.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { rulesNow } from '../draft.ts';
import { PortalFrame } from '../frame.tsx';
import { forWhom } from '../questions/question.ts';
import { pathTo } from '../way.ts';
import { instead, needTitle } from './need-words.ts';
import type { PapersPageProps } from './papers-page.tsx';

/** For who does not have it: letters that others write, another way, or a desk. Nothing of this is noted. */
export function WithoutPage({ context, request, session, answers, need }: PapersPageProps) {
  const { say, language } = request;
  const rules = rulesNow(context);
  const city = cityWords(rules.program, language);
  const { letters, caretaker, guardians } = instead({ ...rules, answers, city }, need);
  const here = pathTo(`papers/${need.id}`);
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('apply.without.title', { whom: forWhom({ answers, helper: session.helper }) })}
      path={`${here}/without`}
      back={here}
    >
      <p class="lead">{say('apply.without.lead', { need: needTitle(city, need) })}</p>
      {guardians.length > 0 && (
        <>
          <h2>{say('apply.without.guardian-title')}</h2>
          <p>
            {say('apply.without.guardian', {
              papers: wordList(
                language,
                guardians.map((id) => city(`paper.${id}`)),
                'and',
              ),
            })}
          </p>
        </>
      )}
      {letters.length > 0 && (
        <>
          <h2>{say('apply.without.letters')}</h2>
          <ul>
            {letters.map(({ id, by }) => (
              <li key={id}>
                {say('apply.without.letter', {
                  paper: city(`paper.${id}`),
                  by: wordList(
                    language,
                    by.map((who) => city(`attester.${who}`)),
                    'or',
                  ),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      {caretaker && (
        <>
          <h2>{say('apply.without.caretaker-title')}</h2>
          <p>
            {say('apply.without.caretaker')}{' '}
            <a href={withLanguage(pathTo('who'), language)}>{say('apply.without.caretaker-link')}</a>
          </p>
        </>
      )}
      <h2>{say('apply.without.person-title')}</h2>
      <p>{say('apply.without.person')}</p>
      <p>
        <a class="button" href={withLanguage(here, language)}>
          {say('apply.without.back')}
        </a>
      </p>
    </PortalFrame>
  );
}
