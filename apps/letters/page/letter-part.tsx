import { groupLine, LETTER_KINDS, type Letter, type LetterKind, signLetter } from '@commonkey/letters';
import type { Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import type { City } from './city.ts';
import type { OpenKey } from './key-part.tsx';
import { Field, Problem } from './kit.tsx';
import { Paper } from './paper.tsx';

type Props = { city: City; open: OpenKey; say: Speak; language: string; close: () => void };

/** Today where the group is, as a form of days writes it. */
const localDay = (now = new Date()): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

/** One letter after the other; the next one begins with an empty page. */
export function LetterPart(props: Props) {
  const { city, open, say, close } = props;
  const [kind, setKind] = useState<LetterKind>('care-of');
  const [name, setName] = useState('');
  const [born, setBorn] = useState('');
  const [missing, setMissing] = useState(false);
  const [written, setWritten] = useState<{ letter: Letter; lines: readonly string[] } | null>(null);
  const write = async () => {
    const day = localDay();
    const lacks = name.trim() === '' || born === '' || born > day;
    setMissing(lacks);
    if (lacks) return;
    const letter = { city: city.id, kind, day, name: name.replace(/\s+/g, ' ').trim(), born };
    setWritten({ letter, lines: await signLetter(open.signer, letter) });
  };
  const next = () => {
    setWritten(null);
    setName('');
    setBorn('');
  };
  if (written)
    return (
      <>
        <div class="screen-only acts">
          <button type="button" onClick={() => print()}>
            {say('letters.print')}
          </button>
          <button type="button" class="quiet" onClick={next}>
            {say('letters.next')}
          </button>
        </div>
        <Paper {...props} group={open.group} letter={written.letter} lines={written.lines.map(groupLine)} />
      </>
    );
  return (
    <>
      <h1>{say('letters.write-title', { group: open.group })}</h1>
      <p class="lead">{say('letters.write-lead')}</p>
      <Problem text={missing ? say('fault.letter-incomplete') : null} />
      <form
        class="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        <fieldset class="field">
          <legend>{say('letters.kind')}</legend>
          {LETTER_KINDS.map((one) => (
            <label key={one} class="check">
              <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
              {say(`letters.kind-${one}`)}
            </label>
          ))}
        </fieldset>
        <Field
          id="name"
          label={say('letters.name')}
          hint={say('letters.name-hint')}
          value={name}
          input={setName}
        />
        <Field id="born" type="date" label={say('letters.born')} value={born} input={setBorn} />
        <div class="acts">
          <button type="submit">{say('letters.write')}</button>
          <button type="button" class="quiet" onClick={close}>
            {say('letters.close')}
          </button>
        </div>
      </form>
    </>
  );
}
