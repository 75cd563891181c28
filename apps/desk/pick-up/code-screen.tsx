import type { Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Problem, Screen } from '../page/kit.tsx';

/**
 * Without the sheet: the continuation code says the same, where city hall can be asked. It is in this field only, and leaves it
 * with the answer.
 */
export function CodeScreen(props: {
  say: Speak;
  online: boolean;
  shown: Shown | null;
  code: (typed: string) => void;
  back: () => void;
}) {
  const { say } = props;
  const [typed, setTyped] = useState('');
  useKeys({ Escape: props.back });
  return (
    <Screen name="pick-up-code" title={say('pick-up.code-title')} lead={say('pick-up.code-lead')}>
      <Problem say={say} shown={props.shown} />
      {props.online ? null : (
        <div class="notice notice-amber" role="status">
          <p>{say('pick-up.code-offline')}</p>
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.code(typed);
          setTyped('');
        }}
      >
        <Field
          id="code"
          label={say('pick-up.code')}
          hint={say('pick-up.code-hint')}
          value={typed}
          input={setTyped}
          focus
          dir="ltr"
        />
        <div class="actions">
          <Act hotkey="Enter" kind="main" label={say('pick-up.code-open')} submit />
          <Act hotkey="Esc" label={say('act.back')} act={props.back} />
        </div>
      </form>
      <h2>{say('pick-up.neither-title')}</h2>
      <p>{say('pick-up.neither')}</p>
    </Screen>
  );
}
