import type { Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Problem, Screen } from '../page/kit.tsx';

/** No shift lies here: open one with a passkey, or practise. */
export function OpenScreen(props: {
  say: Speak;
  shown: Shown | null;
  busy: boolean;
  open: (cards: number, hours: number) => void;
  practise: () => void;
}) {
  const { say } = props;
  const [cards, setCards] = useState('60');
  const [hours, setHours] = useState('8');
  useKeys({ F9: props.practise });
  return (
    <Screen name="open" title={say('open.title')} lead={say('open.lead')}>
      <Problem say={say} shown={props.shown} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.busy) props.open(Number(cards), Number(hours));
        }}
      >
        <div class="two even">
          <Field
            id="cards"
            label={say('open.cards')}
            value={cards}
            input={setCards}
            focus
            dir="ltr"
            numeric
          />
          <Field id="hours" label={say('open.hours')} value={hours} input={setHours} dir="ltr" numeric />
        </div>
        <div class="actions">
          <Act
            hotkey="Enter"
            kind="main"
            label={say(props.busy ? 'open.busy' : 'open.sign-in')}
            submit
            disabled={props.busy}
          />
          <Act hotkey="F9" label={say('open.practise')} act={props.practise} />
        </div>
      </form>
      <p class="hint">{say('open.offline')}</p>
    </Screen>
  );
}

/** A shift lies here, locked: the same passkey opens it, with or without a network. */
export function LockedScreen(props: { say: Speak; shown: Shown | null; busy: boolean; unlock: () => void }) {
  const { say } = props;
  useKeys({ Enter: props.unlock });
  return (
    <Screen
      name="locked"
      title={say('locked.title')}
      lead={say('locked.lead')}
      actions={
        <Act
          hotkey="Enter"
          kind="main"
          label={say(props.busy ? 'open.busy' : 'locked.unlock')}
          act={props.unlock}
          disabled={props.busy}
        />
      }
    >
      <Problem say={say} shown={props.shown} />
      <p>{say('locked.void')}</p>
    </Screen>
  );
}

export function StoppedScreen(props: { say: Speak; shown: Shown }) {
  return (
    <Screen name="stopped" title={props.say('stopped.title')}>
      <Problem say={props.say} shown={props.shown} />
    </Screen>
  );
}
