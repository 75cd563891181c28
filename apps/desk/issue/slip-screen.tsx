import type { Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Problem, Screen } from '../page/kit.tsx';

/** A replacement starts from the lost card's slip, or from nothing. */
export function SlipScreen(props: {
  say: Speak;
  shown: Shown | null;
  slip: (number: string, secret: string) => void;
  without: () => void;
  back: () => void;
}) {
  const { say } = props;
  const [number, setNumber] = useState('');
  const [secret, setSecret] = useState('');
  useKeys({ Escape: props.back, F4: props.without });
  return (
    <Screen name="slip" title={say('old.replacement-title')} lead={say('old.replacement-lead')}>
      <Problem say={say} shown={props.shown} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.slip(number, secret);
        }}
      >
        <Field
          id="slip-number"
          label={say('old.slip-number')}
          value={number}
          input={setNumber}
          focus
          dir="ltr"
          numeric
        />
        <Field
          id="slip-secret"
          label={say('old.slip-secret')}
          hint={say('old.slip-secret-hint')}
          value={secret}
          input={setSecret}
          dir="ltr"
        />
        <div class="actions">
          <Act hotkey="Enter" kind="main" label={say('act.continue')} submit />
          <Act hotkey="F4" label={say('old.without-slip')} act={props.without} />
          <Act hotkey="Esc" label={say('act.back')} act={props.back} />
        </div>
      </form>
      <p class="hint">{say('old.without-slip-hint')}</p>
    </Screen>
  );
}
