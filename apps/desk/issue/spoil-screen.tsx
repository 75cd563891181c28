import { readSerial } from '@commonkey/credential';
import type { Program } from '@commonkey/program';
import { SPOIL_REASONS, type SpoilReason } from '@commonkey/shift';
import type { Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Screen } from '../page/kit.tsx';

export function reasonsOf(program: Program): SpoilReason[] {
  return SPOIL_REASONS.filter((reason) => program.desk.spoilReasons.includes(reason));
}

/** Why, and which one: the spoiled card's own number is typed or scanned, so that no good card is written off. */
export function SpoilScreen(props: {
  say: Speak;
  sayProgram: Speak;
  program: Program;
  serial: string;
  signedQr: string;
  spoiled: (reason: SpoilReason) => void;
  back: () => void;
}) {
  const { say } = props;
  const [reason, setReason] = useState<SpoilReason | null>(null);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const reasons = reasonsOf(props.program);
  useKeys({
    Escape: () => (reason ? setReason(null) : props.back()),
    ...(reason ? {} : Object.fromEntries(reasons.map((one, i) => [String(i + 1), () => setReason(one)]))),
  });
  if (!reason) {
    return (
      <Screen name="spoil" title={say('spoil.title')} lead={say('spoil.lead')}>
        <div class="menu">
          {reasons.map((one, i) => (
            <Act
              key={one}
              hotkey={String(i + 1)}
              label={props.sayProgram(`spoil.${one}`)}
              act={() => setReason(one)}
            />
          ))}
          <Act hotkey="Esc" label={say('act.back')} act={props.back} />
        </div>
      </Screen>
    );
  }
  const submit = () => {
    const same = readSerial(typed) === props.serial || typed.trim() === props.signedQr;
    if (same) props.spoiled(reason);
    else setFault(say('fault.desk-scan-other-card'));
  };
  return (
    <Screen name="spoil-number" title={say('spoil.number-title')} lead={say('spoil.number-lead')}>
      <p class="number big">{props.serial.replace(/(\d{4})(?=\d)/g, '$1 ')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          id="spoiled"
          label={say('spoil.number')}
          fault={fault}
          value={typed}
          input={setTyped}
          focus
          dir="ltr"
        />
        <div class="actions">
          <Act hotkey="Enter" kind="main" label={say('spoil.confirm')} submit />
          <Act hotkey="Esc" label={say('act.back')} act={() => setReason(null)} />
        </div>
      </form>
    </Screen>
  );
}
