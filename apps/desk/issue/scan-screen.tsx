import type { Speak } from '@commonkey/words';
import type { Shown } from '../codes.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Problem, Screen } from '../page/kit.tsx';
import { ScanForm } from '../scan/scan-form.tsx';
import type { ReaderBytes } from '../scan/use-scanner.ts';

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
  useKeys({ F4: props.spoil });
  return (
    <Screen name="scan-back" title={say('scan.title')} lead={say('scan.lead')}>
      <Problem say={say} shown={props.shown} />
      <ScanForm
        say={say}
        id="scan"
        label={say('scan.typed')}
        hint={say('scan.typed-hint')}
        read={props.read}
        found={props.check}
        focus={!props.printing}
        above={
          <>
            <p class="hint">{say('scan.number')}</p>
            <p class="number big">{props.serial.replace(/(\d{4})(?=\d)/g, '$1 ')}</p>
          </>
        }
      >
        <Act hotkey="F4" kind="grave" label={say('scan.spoiled')} act={props.spoil} />
      </ScanForm>
    </Screen>
  );
}
