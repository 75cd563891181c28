import { describedBy, Line } from '../kit.tsx';
import { forWhom, ofTheCard, type Question, withAnswer, wrong } from './question.ts';
import { readBirthDate } from './read-birth-date.ts';

const PARTS = ['day', 'month', 'year'] as const;
const TOKENS = { day: 'bday-day', month: 'bday-month', year: 'bday-year' } as const;

/** Three fields, no calendar: a birth date is known by heart (UX-11). */
export const birth: Question = {
  fields: PARTS,
  title: ({ say, ...asked }) => say('apply.birth.title', { whom: forWhom(asked) }),
  typed({ birthDate }) {
    const [year = '', month = '', day = ''] = (birthDate ?? '').split('-');
    return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year: year.replace(/^0+/, '') };
  },
  read(typed, { on, language }) {
    const read = readBirthDate(typed, { on, languages: [language, 'en', 'es'] });
    if ('fault' in read) return wrong(read.field, read.fault);
    return { change: (answers) => withAnswer(answers, 'birthDate', read.day) };
  },
  Fields: ({ say, title, typed, errors, ...asked }) => {
    const [error] = Object.values(errors);
    return (
      <fieldset
        class={error ? 'field field-wrong' : 'field'}
        aria-describedby={describedBy('birth', 'hint', error)}
      >
        <legend>
          <h1>{title}</h1>
        </legend>
        <p id="birth-hint" class="hint">
          {say('apply.birth.hint')}
        </p>
        {error && (
          <p id="birth-error" class="field-error">
            {error}
          </p>
        )}
        <div class="date-parts">
          {PARTS.map((part) => (
            <Line
              key={part}
              name={part}
              label={say(`apply.birth.${part}`)}
              inputMode={part === 'month' ? 'text' : 'numeric'}
              width={part === 'year' ? 4 : part === 'month' ? 12 : 2}
              value={typed[part]}
              autocomplete={ofTheCard(asked, TOKENS[part])}
            />
          ))}
        </div>
        <details>
          <summary>{say('apply.birth.unsure')}</summary>
          <p>{say('apply.birth.unsure-note')}</p>
        </details>
      </fieldset>
    );
  },
};
