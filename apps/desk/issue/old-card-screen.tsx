import type { Speak } from '@commonkey/words';
import { useRef, useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import type { OldCardPurpose } from '../machine/steps.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Problem, Screen } from '../page/kit.tsx';
import { type ReaderBytes, useScanner } from './use-scanner.ts';

/** Renewal and correction start from the old card; a replacement from the slip, or from nothing. */
export function OldCardScreen(props: {
  say: Speak;
  purpose: OldCardPurpose;
  read: ReaderBytes;
  shown: Shown | null;
  card: (text: string) => void;
  slip: (number: string, secret: string) => void;
  without: () => void;
  back: () => void;
}) {
  const { say, purpose } = props;
  const video = useRef<HTMLVideoElement>(null);
  const lost = purpose === 'replacement';
  const [typed, setTyped] = useState('');
  const [number, setNumber] = useState('');
  const [secret, setSecret] = useState('');
  const trouble = useScanner(video, props.read, props.card, !lost);
  useKeys({ Escape: props.back, ...(lost ? { F4: props.without } : {}) });
  const title = say(`old.${purpose}-title`);
  if (lost) {
    return (
      <Screen name="slip" title={title} lead={say('old.replacement-lead')}>
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
  return (
    <Screen name="old-card" title={title} lead={say(`old.${purpose}-lead`)}>
      <Problem say={say} shown={props.shown} />
      <div class="two even">
        <div class="finder">
          <video muted ref={video} aria-label={say('scan.live')} />
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            props.card(typed);
            setTyped('');
          }}
        >
          {trouble ? <p class="hint">{say(`fault.${trouble}`)}</p> : null}
          <Field
            id="old-card"
            label={say('old.typed')}
            hint={say('old.typed-hint')}
            value={typed}
            input={setTyped}
            focus
            dir="ltr"
          />
          <div class="actions">
            <Act hotkey="Enter" kind="main" label={say('scan.check')} submit />
            <Act hotkey="Esc" label={say('act.back')} act={props.back} />
          </div>
        </form>
      </div>
    </Screen>
  );
}
