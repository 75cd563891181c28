import { letters, NAME_LETTERS, tidyName } from '@commonkey/card/typed/name.ts';
import { SECOND_LANGUAGES } from '@commonkey/card/typed/second-languages.ts';
import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import type { Event, Step } from '../machine/steps.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Screen } from '../page/kit.tsx';
import { shortDate } from '../words/dates.ts';
import {
  optionsFor,
  optionsInUse,
  type PersonDraft,
  type PersonFaults,
  type PersonOption,
  personFaults,
  personOf,
  toggled,
} from './draft.ts';
import type { Person } from './person.ts';

const OPTION_KEYS: Record<PersonOption, string> = {
  'second-name': 'F3',
  'care-of': 'F6',
  address: 'F8',
  'emergency-contact': 'F7',
  transit: 'F4',
};

export function PersonScreen(props: {
  step: Extract<Step, { at: 'person' }>;
  program: Program;
  say: Speak;
  language: string;
  dispatch: (event: Event) => void;
}) {
  const { step, say, dispatch } = props;
  const { draft, entitled } = step;
  const [faults, setFaults] = useState<PersonFaults>({});
  const options = optionsFor(props.program.card, entitled.age, entitled.careOf);
  const { offered, addressDue } = options;
  const used = optionsInUse(options, draft.chosen, entitled.careOf);
  const set = (change: Partial<PersonDraft>) => dispatch({ do: 'draft', draft: { ...draft, ...change } });
  const choose = (option: PersonOption) => set({ chosen: toggled(draft.chosen, option) });
  const submit = () => {
    const found = personFaults(draft, used, addressDue);
    setFaults(found);
    if (Object.keys(found).length === 0) dispatch({ do: 'name-person', person: personOf(draft, used) });
  };
  useKeys({
    Escape: () => dispatch({ do: 'back' }),
    ...Object.fromEntries(offered.map((option) => [OPTION_KEYS[option], () => choose(option)])),
  });
  const fault = (field: keyof Person) => {
    const code = faults[field];
    return code === undefined ? undefined : say(`fault.${code}`, { most: NAME_LETTERS });
  };
  const text = (
    option: PersonOption,
    field: 'careOf' | 'address' | 'addressSecond' | 'emergencyContact' | 'transitSerial',
    numeric = false,
  ) =>
    used.includes(option) ? (
      <Field
        id={field}
        label={say(`person.${field}`)}
        hint={say(`person.${field}-hint`)}
        fault={fault(field)}
        value={draft[field]}
        input={(value) => set({ [field]: value })}
        numeric={numeric}
      />
    ) : null;
  return (
    <Screen name="person" title={say('person.title')} lead={say('person.lead')}>
      <form
        class="two"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div>
          <Field
            id="name"
            label={say('person.name')}
            hint={say('person.name-hint')}
            fault={fault('name')}
            value={draft.name}
            input={(name) => set({ name })}
            focus
          />
          <p class="hint number">
            {say('person.letters', { n: letters(tidyName(draft.name)), most: NAME_LETTERS })}
          </p>
          {used.includes('second-name') ? (
            <div class="beside">
              <Field
                id="secondName"
                label={say('person.second-name')}
                hint={say('person.second-name-hint')}
                fault={fault('secondName')}
                value={draft.secondName}
                input={(secondName) => set({ secondName })}
                lang={draft.secondLanguage || 'und'}
              />
              <div class="field">
                <label for="second-language">{say('person.second-language')}</label>
                {faults.secondLanguage ? <p class="field-error">{fault('secondLanguage')}</p> : null}
                <select
                  id="second-language"
                  value={draft.secondLanguage}
                  onChange={(event) => set({ secondLanguage: event.currentTarget.value })}
                >
                  <option value="">{say('person.choose')}</option>
                  {SECOND_LANGUAGES.map(({ code, name }) => (
                    <option key={code} value={code} lang={code}>
                      {name}
                    </option>
                  ))}
                </select>
              </div>
            </div>
          ) : null}
          {text('care-of', 'careOf')}
          {text('address', 'address')}
          {text('address', 'addressSecond')}
          {text('emergency-contact', 'emergencyContact')}
          {text('transit', 'transitSerial', true)}
          <div class="actions">
            <Act hotkey="Enter" kind="main" label={say('act.continue')} submit />
            <Act hotkey="Esc" label={say('act.back')} act={() => dispatch({ do: 'back' })} />
          </div>
        </div>
        <aside class="verdict">
          <h2>{say('person.card-says')}</h2>
          <dl>
            <dt class="hint">{say('person.birth-date')}</dt>
            <dd class="number">{shortDate(entitled.birthDate, say)}</dd>
            <dt class="hint">{say('person.expires')}</dt>
            <dd class="number">
              {entitled.expires === null ? say('person.never-expires') : shortDate(entitled.expires, say)}
            </dd>
          </dl>
          {offered.length > 0 ? <p class="hint">{say('person.on-request')}</p> : null}
          <div class="menu">
            {offered.map((option) => (
              <Act
                key={option}
                hotkey={OPTION_KEYS[option]}
                label={say(used.includes(option) ? `person.without-${option}` : `person.with-${option}`)}
                act={() => choose(option)}
              />
            ))}
          </div>
        </aside>
      </form>
    </Screen>
  );
}
