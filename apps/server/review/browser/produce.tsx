import { concat } from '@commonkey/vault';
import { useState } from 'preact/hooks';
import { wordError } from './errors.ts';
import type { OpenFile } from './open-file.ts';
import { archiveOf, sealArchive, type Ways } from './produced-file.ts';
import { send } from './wire.ts';

const COUNTS = ['pages', 'records', 'people'] as const;

/** Leads what is open into a sealed bundle: nothing leaves this page that opens without the passphrase. */
export function Produce({ file, csrf, ...ways }: Ways & { file: OpenFile; csrf: string }) {
  const { say } = ways;
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState('');
  const [working, setWorking] = useState(false);
  const put = async (typed: FormData) => {
    const { bundle, passphrase } = await sealArchive(archiveOf(file, ways));
    const form = new FormData();
    form.set('_csrf', csrf);
    for (const name of ['line', ...COUNTS]) form.set(name, String(typed.get(name) ?? '').replace(/\s/g, ''));
    form.set('bundle', new Blob([concat(bundle)]), 'bundle.age');
    await send('/api/unseal/produce', form);
    setPassphrase(passphrase);
  };
  const submit = (form: HTMLFormElement) => {
    if (working) return;
    setProblem('');
    setWorking(true);
    put(new FormData(form))
      .catch((error: unknown) => setProblem(wordError(say, error)))
      .finally(() => setWorking(false));
  };
  return (
    <section aria-labelledby="produce">
      <h2 id="produce">{say('review.produce-title')}</h2>
      {passphrase !== '' && (
        <div class="notice notice-amber" role="status">
          <p>{say('review.produce-done')}</p>
          <p class="once">
            <code data-passphrase>{passphrase}</code>
          </p>
        </div>
      )}
      {problem !== '' && (
        <p role="alert" class="notice notice-brick">
          {problem}
        </p>
      )}
      <p>{say('review.produce-lead')}</p>
      <form
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          submit(event.currentTarget);
        }}
      >
        <div class="field">
          <label for="line">{say('review.produce-line')}</label>
          <input id="line" name="line" spellcheck={false} dir="ltr" />
        </div>
        <p class="hint">{say('review.produce-count-hint')}</p>
        {COUNTS.map((count) => (
          <div key={count} class="field">
            <label for={`count-${count}`}>{say(`review.produce-${count}`)}</label>
            <input id={`count-${count}`} name={count} inputMode="numeric" dir="ltr" />
          </div>
        ))}
        <button type="submit" aria-disabled={working}>
          {say('review.produce-button')}
        </button>
        <p role="status">{working ? say('review.produce-working') : ''}</p>
      </form>
    </section>
  );
}
