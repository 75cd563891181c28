import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Act, Field } from '../page/kit.tsx';
import { type ReaderBytes, useScanner } from './use-scanner.ts';

/** One code, by whichever gives it first: the camera, a hand scanner that types, or fingers. */
export function ScanForm(props: {
  say: Speak;
  /** Of the field. */
  id: string;
  label: string;
  hint: string;
  read: ReaderBytes;
  found: (text: string) => void;
  /** Whether the field has the focus; not while a dialog of the browser has it. */
  focus?: boolean;
  /** Beside the camera, before the field. */
  above?: ComponentChildren;
  /** Between field and actions. */
  below?: ComponentChildren;
  /** Further actions after "check". */
  children?: ComponentChildren;
}) {
  const { say } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [typed, setTyped] = useState('');
  const trouble = useScanner(video, props.read, props.found, true);
  return (
    <div class="two even">
      <div class="finder">
        <video muted ref={video} aria-label={say('scan.live')} />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.found(typed);
          setTyped('');
        }}
      >
        {props.above}
        {trouble ? <p class="hint">{say(`fault.${trouble}`)}</p> : null}
        <Field
          id={props.id}
          label={props.label}
          hint={props.hint}
          value={typed}
          input={setTyped}
          focus={props.focus ?? true}
          dir="ltr"
        />
        {props.below}
        <div class="actions">
          <Act hotkey="Enter" kind="main" label={say('scan.check')} submit />
          {props.children}
        </div>
      </form>
    </div>
  );
}
