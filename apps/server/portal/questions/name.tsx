import { NAME_LETTERS, type NameFault, nameFault, tidyName } from '@commonkey/card/typed/name.ts';
import { WHOLE_NAME_LETTERS } from '../answers.ts';
import { Line, Radios } from '../kit.tsx';
import { languagesFor } from '../second-line.ts';
import { forWhom, ofTheCard, type Question, type Reading, withAnswer, wrong } from './question.ts';

const faulty = (field: string, code: NameFault, most: number): Reading => wrong(field, code, { most });

/** As the person writes it, in any script. */
export const name: Question = {
  fields: ['name'],
  title: ({ say, ...asked }) => say('apply.name.title', { whom: forWhom(asked) }),
  typed: ({ name = '' }) => ({ name }),
  read({ name = '' }) {
    const fault = nameFault(name, 'any', WHOLE_NAME_LETTERS);
    if (fault) return faulty('name', fault, WHOLE_NAME_LETTERS);
    return {
      change(answers) {
        const typed = tidyName(name);
        if (typed === answers.name) return answers;
        // Another name: its Latin line and its second line belong to the earlier one.
        const { latinName: _latin, secondLanguage: _second, ...rest } = answers;
        return { ...rest, name: typed };
      },
    };
  },
  Fields: ({ say, title, typed, errors, ...asked }) => (
    <Line
      name="name"
      label={title}
      heading
      anyScript
      hint={say('apply.name.hint', { whom: forWhom(asked) })}
      error={errors['name']}
      value={typed['name']}
      autocomplete={ofTheCard(asked, 'name')}
    />
  ),
};

/** The card's line in Latin letters: typed by the person, never made up by us (LA-04). */
export const latin: Question = {
  fields: ['latin'],
  title: ({ say, ...asked }) => say('apply.latin.title', { whom: forWhom(asked) }),
  typed: ({ latinName = '' }) => ({ latin: latinName }),
  read({ latin = '' }) {
    const fault = nameFault(latin, 'latin');
    if (fault) return faulty('latin', fault, NAME_LETTERS);
    return { change: (answers) => withAnswer(answers, 'latinName', tidyName(latin)) };
  },
  Fields: ({ say, title, typed, errors }) => (
    <Line
      name="latin"
      label={title}
      heading
      anyScript
      hint={say('apply.latin.hint', { most: NAME_LETTERS })}
      error={errors['latin']}
      value={typed['latin']}
    />
  ),
};

/** The name in the person's own letters, only if they want it. */
export const second: Question = {
  fields: ['second'],
  title: ({ say, ...asked }) => say('apply.second.title', { whom: forWhom(asked) }),
  typed: ({ secondLanguage }) => ({ second: secondLanguage === '' ? 'no' : (secondLanguage ?? '') }),
  read({ second = '' }, { program, answers }) {
    const known = languagesFor(program, answers.name).some(({ code }) => code === second);
    if (!known && second !== 'no') return wrong('second', 'choose');
    return { change: (before) => withAnswer(before, 'secondLanguage', second === 'no' ? '' : second) };
  },
  Fields: ({ say, title, program, answers, typed, errors }) => (
    <Radios
      name="second"
      title={title}
      hint={say('apply.second.hint')}
      error={errors['second']}
      value={typed['second']}
      options={[
        { value: 'no', label: say('apply.second.no') },
        ...languagesFor(program, answers.name).map((language) => ({
          value: language.code,
          label: language.name,
          lang: language.code,
        })),
      ]}
    />
  ),
};
