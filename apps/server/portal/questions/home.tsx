import { letters, NAME_LETTERS, tidyName } from '@commonkey/card/typed/name.ts';
import { Line, Radios } from '../kit.tsx';
import { isDue } from '../steps.ts';
import { forWhom, ofTheCard, type Question, type Reading, withAnswer, wrong } from './question.ts';

const HOMES = ['address', 'care-of', 'none'] as const;
/** Code units a card's line may take on its way to the desk. */
const LINE_UNITS = 200;

/** Where somebody lives: an address, somebody's who takes the mail, or none. Each is a way of its own (UX-24). */
export const home: Question = {
  fields: ['home'],
  title: ({ say, ...asked }) => say('apply.home.title', { whom: forWhom(asked) }),
  typed: ({ home = '' }) => ({ home }),
  read({ home = '' }) {
    const chosen = HOMES.find((one) => one === home);
    if (chosen === undefined) return wrong('home', 'choose');
    return { change: (answers) => withAnswer(answers, 'home', chosen) };
  },
  Fields: ({ say, title, typed, errors }) => (
    <Radios
      name="home"
      title={title}
      hint={say('apply.home.hint')}
      error={errors['home']}
      value={typed['home']}
      options={HOMES.map((one) => ({
        value: one,
        label: say(`apply.home.${one}`),
        hint: say(`apply.home.${one}-hint`),
      }))}
    />
  ),
};

/** The address on the card, if the person wants it there. */
export const address: Question = {
  fields: ['address', 'address2'],
  title: ({ say, program }) => say('apply.address.title', { due: due(isDue(program, 'address')) }),
  typed: ({ address = [] }) => ({ address: address[0] ?? '', address2: address[1] ?? '' }),
  read({ address = '', address2 = '' }, { program }) {
    for (const [field, text] of [
      ['address', address],
      ['address2', address2],
    ] as const)
      if (!fitsLine(text)) return wrong(field, 'line-too-long', { most: NAME_LETTERS });
    const lines = [address, address2].map(tidyName).filter(Boolean);
    if (lines.length === 0 && isDue(program, 'address')) return wrong('address', 'address-missing');
    return { change: (answers) => withAnswer(answers, 'address', lines) };
  },
  Fields: ({ say, title, program, typed, errors, ...asked }) => (
    <fieldset>
      <legend>
        <h1>{title}</h1>
      </legend>
      <p class="hint">{say('apply.address.hint', { due: due(isDue(program, 'address')) })}</p>
      <Line
        name="address"
        label={say('apply.address.line1')}
        error={errors['address']}
        value={typed['address']}
        anyScript
        autocomplete={ofTheCard(asked, 'address-line1')}
      />
      <Line
        name="address2"
        label={say('apply.address.line2')}
        error={errors['address2']}
        value={typed['address2']}
        anyScript
        autocomplete={ofTheCard(asked, 'address-line2')}
      />
    </fieldset>
  ),
};

export const careOf = oneLine('care-of', 'careOf');
export const emergency = oneLine('emergency', 'emergencyContact');

/** A line that the card shows only if somebody fills it in. */
function oneLine(id: 'care-of' | 'emergency', key: 'careOf' | 'emergencyContact'): Question {
  return {
    fields: [id],
    title: ({ say }) => say(`apply.${id}.title`),
    typed: (answers) => ({ [id]: answers[key] ?? '' }),
    read(typed, { program }): Reading {
      const text = typed[id] ?? '';
      if (!fitsLine(text)) return wrong(id, 'line-too-long', { most: NAME_LETTERS });
      const line = tidyName(text);
      if (line === '' && id === 'care-of' && isDue(program, id)) return wrong(id, 'address-missing');
      return { change: (answers) => withAnswer(answers, key, line) };
    },
    Fields: ({ say, title, typed, errors }) => (
      <Line
        name={id}
        label={title}
        heading
        anyScript
        hint={say(`apply.${id}.hint`)}
        error={errors[id]}
        value={typed[id]}
      />
    ),
  };
}

function fitsLine(typed: string): boolean {
  const line = tidyName(typed);
  return letters(line) <= NAME_LETTERS && line.length <= LINE_UNITS;
}

const due = (is: boolean): string => (is ? 'yes' : 'no');
