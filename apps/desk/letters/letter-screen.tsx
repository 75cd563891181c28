import {
  checkLetter,
  type LetterGroup,
  type LetterVerdict,
  LINES,
  lettersIn,
  readLine,
} from '@commonkey/letters';
import type { PlainDate, Program } from '@commonkey/program';
import { isFault, type Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import { readerBytes } from '../page/assets.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Field, Screen } from '../page/kit.tsx';
import { ScanForm } from '../scan/scan-form.tsx';
import { shortDate } from '../words/dates.ts';

type Props = {
  program: Program;
  groups: readonly LetterGroup[];
  born: PlainDate;
  today: PlainDate;
  say: Speak;
  done: () => void;
};

/** Whether a group of the city's list signed a letter. Nothing of it leaves the page, and the papers say nothing of it. */
export function LetterScreen(props: Props) {
  const [on, setOn] = useState<On>({ name: '', address: '' });
  const [typed, setTyped] = useState(false);
  return typed ? (
    <CodeOn {...props} on={on} again={() => setTyped(false)} />
  ) : (
    <NameOn {...props} on={on} input={setOn} typed={() => setTyped(true)} />
  );
}

/** What the paper says beside its code. */
type On = { name: string; address: string };

/** The name first: the code is of one person's letter, and says nothing without it. */
function NameOn(props: Props & { on: On; input: (on: On) => void; typed: () => void }) {
  const { say, born, on, input, typed, done } = props;
  useKeys({ Escape: done });
  return (
    <Screen name="letter-name" title={say('letter.title')} lead={say('letter.name-lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (on.name.trim() !== '') typed();
        }}
      >
        <Field
          id="letter-name"
          label={say('letter.name')}
          value={on.name}
          input={(name) => input({ ...on, name })}
          focus
        />
        <Field
          id="letter-address"
          label={say('letter.address')}
          hint={say('letter.address-hint')}
          value={on.address}
          input={(address) => input({ ...on, address })}
        />
        <p>{say('letter.born', { date: shortDate(born, say) })}</p>
        <div class="actions">
          <Act hotkey="Enter" kind="main" label={say('act.continue')} submit />
          <Act hotkey="Esc" label={say('act.back')} act={done} />
        </div>
      </form>
    </Screen>
  );
}

const LINE_LETTERS = 15;

/** Then its code: whole from a camera or a scanner, or typed line by line. */
function CodeOn(props: Props & { on: On; again: () => void }) {
  const { program, groups, born, today, say, on, done, again } = props;
  const [lines, setLines] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [verdict, setVerdict] = useState<LetterVerdict | null>(null);
  const check = async (code: string) =>
    setVerdict(await checkLetter(groups, code, { city: program.id, ...on, born }, today));
  const take = async (text: string) => {
    setFault(null);
    setVerdict(null);
    // A line that is typed is short; what a scanner reads is all of it.
    if (lettersIn(text) > 2 * LINE_LETTERS) return check(text);
    const typed = [...lines, readLine(text, lines.length)];
    setLines(typed.length < LINES ? typed : []);
    if (typed.length === LINES) await check(typed.join(''));
  };
  useKeys({ Escape: done, F2: again });
  const line = lines.length + 1;
  if (verdict?.is === 'genuine') return <Good {...{ say, verdict, done, again }} />;
  return (
    <Screen name="letter-code" title={say('letter.title')} lead={say('letter.scan-lead')}>
      {verdict ? <Verdict say={say} verdict={verdict} /> : null}
      <ScanForm
        say={say}
        id="letter-code"
        label={say('letter.code', { line, of: LINES })}
        hint={say('letter.code-hint')}
        read={readerBytes}
        found={(text) =>
          void take(text).catch((error: unknown) => {
            if (!isFault(error)) throw error;
            setFault(say(`fault.${error.code}`, error.params));
          })
        }
        above={
          fault ? (
            <p role="alert" class="field-error">
              {fault}
            </p>
          ) : null
        }
      >
        <Act hotkey="F2" label={say('letter.again')} act={again} />
        <Act hotkey="Esc" label={say('act.back')} act={done} />
      </ScanForm>
    </Screen>
  );
}

/** Nothing is left to read: the next key leads back to the papers. */
function Good({
  say,
  verdict,
  done,
  again,
}: Pick<Props, 'say' | 'done'> & { verdict: LetterVerdict; again: () => void }) {
  useKeys({ Enter: done, Escape: done, F2: again });
  return (
    <Screen name="letter-good" title={say('letter.title')}>
      <Verdict say={say} verdict={verdict} />
      <div class="actions">
        <Act hotkey="Enter" kind="main" label={say('letter.to-papers')} act={done} />
        <Act hotkey="F2" label={say('letter.again')} act={again} />
      </div>
    </Screen>
  );
}

const TONE: Readonly<Record<LetterVerdict['is'], 'leaf' | 'amber' | 'brick'>> = {
  genuine: 'leaf',
  'unknown-group': 'amber',
  'needs-address': 'amber',
  'does-not-fit': 'brick',
  'not-taken': 'brick',
  'from-the-future': 'brick',
};

function Verdict({ say, verdict }: { say: Speak; verdict: LetterVerdict }) {
  const { is, kind, day } = verdict;
  const group = verdict.is === 'unknown-group' ? '' : verdict.group.name;
  return (
    <div class={`notice notice-${TONE[is]}`} role="status" data-letter={is}>
      <p>
        <strong>{say(`letter.${is}`, { group, kind, date: shortDate(day, say) })}</strong>
      </p>
      {verdict.is === 'genuine' ? (
        <>
          <p>{say(`letter.address-${verdict.address}`)}</p>
          <p>{say('letter.genuine-note')}</p>
        </>
      ) : null}
    </div>
  );
}
