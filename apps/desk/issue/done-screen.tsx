import type { Speak } from '@commonkey/words';
import type { Shown } from '../codes.ts';
import type { Event, Step } from '../machine/steps.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Problem, Screen } from '../page/kit.tsx';

export function DoneScreen(props: {
  step: Extract<Step, { at: 'done' }>;
  say: Speak;
  sayProgram: Speak;
  language: string;
  partyMax: number;
  /** What the program wants said when a card is handed over. */
  notices: readonly string[];
  /** Why nobody else may sit down. */
  shown: Shown | null;
  dispatch: (event: Event) => void;
}) {
  const { step, say, dispatch, language } = props;
  const next = () => dispatch({ do: 'next-person', language });
  const party = () => dispatch({ do: 'next-of-party', language });
  useKeys({ Enter: next, f: party, Escape: () => dispatch({ do: 'end-party' }) });
  return (
    <Screen
      name="done"
      title={say('done.title')}
      lead={say('done.lead')}
      actions={
        <>
          <Act hotkey="Enter" kind="main" label={say('ready.next')} act={next} />
          {step.next ? (
            <Act
              hotkey="F"
              label={say('done.next-of-party', { place: step.next.place, most: props.partyMax })}
              act={party}
            />
          ) : null}
          <Act hotkey="Esc" label={say('done.pause')} act={() => dispatch({ do: 'end-party' })} />
        </>
      }
    >
      <Problem say={say} shown={props.shown} />
      <div class="notice notice-leaf">
        <p>{say('done.forgotten')}</p>
      </div>
      {step.fee ? <p>{say('done.fee', { fee: props.sayProgram(`fee.${step.fee}`) })}</p> : null}
      <p>{say('done.return-papers')}</p>
      <h2>{say('done.say')}</h2>
      <ul>
        {props.notices.map((key) => (
          <li key={key} data-notice={key}>
            {props.sayProgram(key)}
          </li>
        ))}
      </ul>
    </Screen>
  );
}
