import { type Speak, speaker } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Touch } from '../touch.ts';
import { joinHalves, passOn, type Request, readRequest, requestKey, writeRequest } from '../unseal/halves.ts';
import type { Unsealed } from '../unseal/unseal.ts';
import { now } from './clock.ts';
import { wordError } from './errors.ts';
import { openKey } from './key.ts';
import { markOf } from './mark.ts';
import { type OpenFile, openSealed } from './open-file.ts';
import { Papers } from './papers.tsx';
import { touchPasskey } from './passkey.ts';
import { Produce } from './produce.tsx';
import type { Rules } from './rules.ts';
import { watch } from './watch.ts';
import { ask } from './wire.ts';

type Asked = Request & { privateKey: Awaited<ReturnType<typeof requestKey>>['privateKey'] };
type Props = { say: Speak; called: string; csrf: string };

/** A court's 20 minutes are as long as a reviewer's. */
const OPEN_MS = 20 * 60_000;

/** Both officers' parts. The one-time key is in this page alone: who reloads has to ask anew. */
export function UnsealApp({ say, called, csrf }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [passed, setPassed] = useState('');
  const [opened, setOpened] = useState<{ file: OpenFile; rules: Rules } | null>(null);
  const [problem, setProblem] = useState('');
  const end = useRef<() => void>(() => {});
  const attempt = (work: () => Promise<void>) => {
    setProblem('');
    work().catch((error: unknown) => setProblem(wordError(say, error)));
  };
  const close = (said: string) => {
    end.current();
    setOpened(null);
    setAsked(null);
    setProblem(said);
  };
  const touched = async () => {
    const touch = await ask<Touch>('/api/unseal/options', {});
    const done = await touchPasskey(touch);
    return { response: done.response, key: () => openKey(touch, done) };
  };

  const askFor = async (typed: string) => {
    const { publicKey, privateKey } = await requestKey();
    const reference = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
    const made = await ask<Omit<Request, 'publicKey'>>('/api/unseal/ask', { reference, publicKey });
    setAsked({ ...made, publicKey, privateKey });
  };
  const agree = async (text: string) => {
    const order = readRequest(text);
    const { response, key } = await touched();
    const { halves } = await ask<Pick<Unsealed, 'halves'>>('/api/unseal/agree', { response, ...order });
    const own = await key();
    setPassed(await passOn(halves, order, own));
    own.privateKey.fill(0);
  };
  const open = async (text: string) => {
    if (!asked) return;
    const { request, application, publicKey, privateKey } = asked;
    const rules = await ask<Rules>('/api/review/rules');
    const { response, key } = await touched();
    const answer = await ask<Unsealed>('/api/unseal/open', { response, application, publicKey });
    const own = await key();
    const share = await joinHalves(answer, own, { text, request, privateKey });
    own.privateKey.fill(0);
    const file = await openSealed(answer.records, share);
    const stop = watch(new Date(now().getTime() + OPEN_MS), () => close(say('review.unseal-closed')));
    end.current = () => {
      stop();
      file.forget();
      privateKey.fill(0);
    };
    setOpened({ file, rules });
  };

  if (opened) {
    const { file, rules } = opened;
    const { program } = rules;
    const sayProgram = speaker(document.documentElement.lang, rules.words);
    return (
      <div class="review-file" data-unseal-file>
        <Papers {...{ file, program, say, sayProgram }} mark={markOf(called)} />
        <Produce {...{ file, program, say, sayProgram, csrf }} />
        <div class="review-tools">
          <button type="button" onClick={() => close('')}>
            {say('review.unseal-close')}
          </button>
        </div>
      </div>
    );
  }
  return (
    <>
      {problem !== '' && (
        <p role="alert" class="notice notice-amber">
          {problem}
        </p>
      )}
      <section aria-labelledby="unseal-ask">
        <h2 id="unseal-ask">{say('review.unseal-ask-title')}</h2>
        {asked === null ? (
          <Typed
            id="reference"
            label={say('review.unseal-reference')}
            act={(text) => attempt(() => askFor(text))}
          >
            {say('review.unseal-ask')}
          </Typed>
        ) : (
          <>
            <p>{say('review.unseal-hand-over')}</p>
            <p class="once">
              <code data-unseal-request>{writeRequest(asked)}</code>
            </p>
            <Typed id="passed" label={say('review.unseal-passed')} act={(text) => attempt(() => open(text))}>
              {say('review.unseal-open')}
            </Typed>
          </>
        )}
      </section>
      <section aria-labelledby="unseal-agree">
        <h2 id="unseal-agree">{say('review.unseal-agree-title')}</h2>
        <p>{say('review.unseal-agree-note')}</p>
        <Typed id="request" label={say('review.unseal-request')} act={(text) => attempt(() => agree(text))}>
          {say('review.unseal-agree')}
        </Typed>
        {passed !== '' && (
          <>
            <p role="status">{say('review.unseal-hand-back')}</p>
            <p class="once">
              <code data-unseal-passed>{passed}</code>
            </p>
          </>
        )}
      </section>
    </>
  );
}

/** A field and the button that uses it. */
function Typed(props: {
  id: string;
  label: string;
  act: (text: string) => void;
  children: ComponentChildren;
}) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.act(field.current?.value ?? '');
      }}
    >
      <div class="field">
        <label for={props.id}>{props.label}</label>
        <input ref={field} id={props.id} autocomplete="off" spellcheck={false} dir="ltr" />
      </div>
      <button type="submit">{props.children}</button>
    </form>
  );
}
