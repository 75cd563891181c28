import type { Speak } from '@commonkey/words';
import { useRef, useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { type ReaderBytes, useScanner } from '../issue/use-scanner.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Problem, Screen } from '../page/kit.tsx';

/** Somebody comes for a card they applied for online: their sheet opens it, here and nowhere else. */
export function PickUpScreen(props: {
  say: Speak;
  count: number;
  read: ReaderBytes;
  shown: Shown | null;
  sheet: (text: string) => void;
  look: () => void;
  back: () => void;
}) {
  const { say } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [typed, setTyped] = useState('');
  const trouble = useScanner(video, props.read, props.sheet, true);
  useKeys({ Escape: props.back, F4: props.look });
  return (
    <Screen name="pick-up" title={say('pick-up.title')} lead={say('pick-up.lead')}>
      <Problem say={say} shown={props.shown} />
      <div class="two even">
        <div class="finder">
          <video muted ref={video} aria-label={say('scan.live')} />
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            props.sheet(typed);
            setTyped('');
          }}
        >
          {trouble ? <p class="hint">{say(`fault.${trouble}`)}</p> : null}
          <Field
            id="sheet"
            label={say('pick-up.typed')}
            hint={say('pick-up.typed-hint')}
            value={typed}
            input={setTyped}
            focus
            dir="ltr"
          />
          <p class="hint" role="status">
            {say('pick-up.count', { n: props.count })}
          </p>
          <div class="actions">
            <Act hotkey="Enter" kind="main" label={say('scan.check')} submit />
            <Act hotkey="F4" label={say('pick-up.look')} act={props.look} />
            <Act hotkey="Esc" label={say('act.back')} act={props.back} />
          </div>
        </form>
      </div>
    </Screen>
  );
}
