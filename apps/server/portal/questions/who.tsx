import { Radios } from '../kit.tsx';
import { agesOf, pathsOf } from '../needs.ts';
import { appliedBy, type Question, withAnswer, wrong } from './question.ts';

/** For whom the card is: decides which papers are asked for. */
export const who: Question = {
  fields: ['who'],
  title: ({ say }) => say('apply.who.title'),
  typed: ({ path = '' }) => ({ who: path }),
  read({ who = '' }, { program }) {
    const path = pathsOf(program).find((one) => one === who);
    if (path === undefined) return wrong('who', 'choose');
    return { change: (answers) => withAnswer(answers, 'path', path) };
  },
  Fields: ({ say, title, program, typed, errors, ...asked }) => (
    <Radios
      name="who"
      title={title}
      hint={say('apply.who.hint')}
      error={errors['who']}
      value={typed['who']}
      options={pathsOf(program).map((path) => {
        const { from = 0, to = 0 } = agesOf(program, path) ?? {};
        return {
          value: path,
          label: say(`apply.who.${path}`, { from, to, by: appliedBy(asked) }),
          hint: say(`apply.who.${path}-hint`, { from, to, by: appliedBy(asked) }),
        };
      })}
    />
  ),
};
