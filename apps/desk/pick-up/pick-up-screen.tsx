import type { Speak } from '@commonkey/words';
import type { Shown } from '../codes.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Problem, Screen } from '../page/kit.tsx';
import { ScanForm } from '../scan/scan-form.tsx';
import type { ReaderBytes } from '../scan/use-scanner.ts';

/** Somebody comes for a card they applied for online: their sheet opens it, with or without a network. */
export function PickUpScreen(props: {
  say: Speak;
  count: number;
  /** Why the last look for new cards did not succeed. */
  missed: Shown | null;
  read: ReaderBytes;
  shown: Shown | null;
  sheet: (text: string) => void;
  look: () => void;
  noSheet: () => void;
  back: () => void;
}) {
  const { say, missed } = props;
  useKeys({ Escape: props.back, F3: props.noSheet, F4: props.look });
  return (
    <Screen name="pick-up" title={say('pick-up.title')} lead={say('pick-up.lead')}>
      <Problem say={say} shown={props.shown} />
      <ScanForm
        say={say}
        id="sheet"
        label={say('pick-up.typed')}
        hint={say('pick-up.typed-hint')}
        read={props.read}
        found={props.sheet}
        below={
          <p class="hint" role="status">
            {say('pick-up.count', { n: props.count })}{' '}
            {missed === null ? null : say(`fault.${missed.code}`, missed.params)}
          </p>
        }
      >
        <Act hotkey="F3" label={say('pick-up.no-sheet')} act={props.noSheet} />
        <Act hotkey="F4" label={say('pick-up.look')} act={props.look} />
        <Act hotkey="Esc" label={say('act.back')} act={props.back} />
      </ScanForm>
    </Screen>
  );
}
