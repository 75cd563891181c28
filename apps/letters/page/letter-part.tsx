import {
  groupLine,
  LETTER_KINDS,
  type Letter,
  type LetterKind,
  plainAddress,
  signLetter,
} from '@commonkey/letters';
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

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** One letter after the other; the next one begins with an empty page. */
export function LetterPart(props: Props) {
  const { city, open, say, close } = props;
  const [kind, setKind] = useState<LetterKind>('care-of');
  const [name, setName] = useState('');
  const [born, setBorn] = useState('');
  // Of the organisation and not of the person: it stays for the next letter, until the key is closed.
  const [address, setAddress] = useState('');
  const [withheld, setWithheld] = useState(false);
  const [missing, setMissing] = useState<readonly ('incomplete' | 'address')[]>([]);
  const [written, setWritten] = useState<{ letter: Letter; lines: readonly string[] } | null>(null);
  const write = async () => {
    const day = localDay();
    const unsaid = !withheld && plainAddress(address) === '';
    const incomplete = name.trim() === '' || born === '' || born > day;
    const lacks = [...(incomplete ? ['incomplete' as const] : []), ...(unsaid ? ['address' as const] : [])];
    setMissing(lacks);
    if (lacks.length > 0) return;
    const letter = {
      ...{ city: city.id, kind, day, name: oneLine(name), born },
      address: withheld ? '' : oneLine(address),
    };
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
      <Problem
        text={missing.length > 0 ? missing.map((one) => say(`fault.letter-${one}`)).join(' ') : null}
      />
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
        <Field
          id="address"
          label={say(`letters.address-${kind}`)}
          hint={say('letters.address-hint')}
          value={withheld ? '' : address}
          disabled={withheld}
          input={setAddress}
        />
        <div class="field">
          <label class="check">
            <input
              type="checkbox"
              checked={withheld}
              onChange={(event) => setWithheld(event.currentTarget.checked)}
            />
            {say('letters.withhold')}
          </label>
        </div>
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
