import type { Speak } from '@commonkey/words';
import type { Shown } from '../codes.ts';
import type { OldCardPurpose } from '../machine/steps.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Problem, Screen } from '../page/kit.tsx';
import { ScanForm } from '../scan/scan-form.tsx';
import type { ReaderBytes } from '../scan/use-scanner.ts';

/** Renewal and correction start from the old card. */
export function OldCardScreen(props: {
  say: Speak;
  purpose: Exclude<OldCardPurpose, 'replacement'>;
  read: ReaderBytes;
  shown: Shown | null;
  card: (text: string) => void;
  back: () => void;
}) {
  const { say, purpose } = props;
  useKeys({ Escape: props.back });
  return (
    <Screen name="old-card" title={say(`old.${purpose}-title`)} lead={say(`old.${purpose}-lead`)}>
      <Problem say={say} shown={props.shown} />
      <ScanForm
        say={say}
        id="old-card"
        label={say('old.typed')}
        hint={say('old.typed-hint')}
        read={props.read}
        found={props.card}
      >
        <Act hotkey="Esc" label={say('act.back')} act={props.back} />
      </ScanForm>
    </Screen>
  );
}
