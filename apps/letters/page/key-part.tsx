import type { LetterSigner } from '@commonkey/letters';
import type { Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import { type City, wordFault } from './city.ts';
import { type KeyFile, newKeyFile, openKeyFile } from './key-file.ts';
import { Field, Problem } from './kit.tsx';

export type OpenKey = { group: string; signer: LetterSigner };
type Props = { city: City; say: Speak; opened: (open: OpenKey) => void };

/** The key of the group: opened from its file, or made once. */
export function KeyPart({ city, say, opened }: Props) {
  const [made, setMade] = useState<KeyFile | null>(null);
  return (
    <>
      <h1>{say('letters.title', { city: city.name })}</h1>
      <p class="lead">{say('letters.lead')}</p>
      <OpenForm {...{ city, say, opened }} />
      {made ? <Made say={say} file={made} /> : <NewForm {...{ city, say }} made={setMade} />}
    </>
  );
}

function OpenForm({ city, say, opened }: Props) {
  const [text, setText] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const submit = async () => {
    setFault(null);
    opened(await openKeyFile(city.id, text, passphrase));
  };
  return (
    <section class="sheet" aria-labelledby="open">
      <h2 id="open">{say('letters.open-title')}</h2>
      <Problem text={fault} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit().catch((error: unknown) => setFault(wordFault(say, error)));
        }}
      >
        <div class="field">
          <label for="key-file">{say('letters.key-file')}</label>
          <input
            id="key-file"
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              void file?.text().then(setText);
            }}
          />
        </div>
        <Field
          id="passphrase"
          type="password"
          label={say('letters.passphrase')}
          value={passphrase}
          input={setPassphrase}
        />
        <button type="submit">{say('letters.open')}</button>
      </form>
    </section>
  );
}

function NewForm({ city, say, made }: Omit<Props, 'opened'> & { made: (file: KeyFile) => void }) {
  const [group, setGroup] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const submit = async () => {
    setFault(null);
    const file = await newKeyFile(city.id, group, passphrase);
    save(file);
    made(file);
  };
  return (
    <section class="sheet" aria-labelledby="new">
      <h2 id="new">{say('letters.new-title')}</h2>
      <p>{say('letters.new-lead')}</p>
      <Problem text={fault} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit().catch((error: unknown) => setFault(wordFault(say, error)));
        }}
      >
        <Field id="group" label={say('letters.group')} value={group} input={setGroup} />
        <Field
          id="new-passphrase"
          type="password"
          label={say('letters.new-passphrase')}
          hint={say('letters.new-passphrase-hint')}
          value={passphrase}
          input={setPassphrase}
        />
        <button type="submit" class="quiet">
          {say('letters.make')}
        </button>
      </form>
    </section>
  );
}

function save(file: KeyFile): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `letters-key-${file.city}.json`;
  link.click();
  URL.revokeObjectURL(address);
}

/** What the city needs to know the key by: nothing secret. */
function Made({ say, file }: { say: Speak; file: KeyFile }) {
  return (
    <section class="sheet" aria-labelledby="made">
      <h2 id="made">{say('letters.made-title')}</h2>
      <p>{say('letters.made-lead')}</p>
      <pre class="public-key" dir="ltr">
        {JSON.stringify({ name: file.group, key: file.key }, null, 2)}
      </pre>
    </section>
  );
}
