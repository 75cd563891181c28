import type { Speak } from '@commonkey/words';
import { useRef, useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Problem, Screen } from '../page/kit.tsx';
import { type ReaderBytes, useScanner } from './use-scanner.ts';

/** The printed card is read back, by camera or by a scanner that types, before it leaves the desk. */
export function ScanScreen(props: {
  say: Speak;
  serial: string;
  /** The print dialog has the focus; when it is over the field takes it back. */
  printing: boolean;
  read: ReaderBytes;
  shown: Shown | null;
  check: (text: string) => void;
  spoil: () => void;
}) {
  const { say } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [typed, setTyped] = useState('');
  const trouble = useScanner(video, props.read, props.check, true);
  useKeys({ F4: props.spoil });
  return (
    <Screen name="scan-back" title={say('scan.title')} lead={say('scan.lead')}>
      <Problem say={say} shown={props.shown} />
      <div class="two even">
        <div class="finder">
          <video muted ref={video} aria-label={say('scan.live')} />
        </div>
        <div>
          <p class="hint">{say('scan.number')}</p>
          <p class="number big">{props.serial.replace(/(\d{4})(?=\d)/g, '$1 ')}</p>
          {trouble ? <p class="hint">{say(`fault.${trouble}`)}</p> : null}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              props.check(typed);
              setTyped('');
            }}
          >
            <Field
              id="scan"
              label={say('scan.typed')}
              hint={say('scan.typed-hint')}
              value={typed}
              input={setTyped}
              focus={!props.printing}
              dir="ltr"
            />
            <div class="actions">
              <Act hotkey="Enter" kind="main" label={say('scan.check')} submit />
              <Act hotkey="F4" kind="grave" label={say('scan.spoiled')} act={props.spoil} />
            </div>
          </form>
        </div>
      </div>
    </Screen>
  );
}
