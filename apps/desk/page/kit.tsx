import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Shown } from '../codes.ts';

/** One screen: its heading takes the focus when it comes, so that a screen reader says where the clerk is. */
export function Screen(props: {
  title: string;
  lead?: string | undefined;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  name: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = props.title;
    if (!document.activeElement || document.activeElement === document.body) heading.current?.focus();
    scrollTo(0, 0);
  }, [props.title]);
  return (
    <main class="screen" data-screen={props.name}>
      <h1 ref={heading} tabIndex={-1}>
        {props.title}
      </h1>
      {props.lead === undefined ? null : <p class="lead">{props.lead}</p>}
      {props.children}
      {props.actions === undefined ? null : <div class="actions">{props.actions}</div>}
    </main>
  );
}

/** A button that says its key. `hotkey` is what `useKeys` listens to on the same screen. */
export function Act(props: {
  hotkey: string;
  label: string;
  act?: () => void;
  kind?: 'main' | 'quiet' | 'grave';
  submit?: boolean;
  disabled?: boolean;
}) {
  const kind = props.kind ?? 'quiet';
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      class={kind === 'main' ? '' : kind}
      disabled={props.disabled ?? false}
      onClick={props.submit ? undefined : props.act}
    >
      {props.label} <kbd>{props.hotkey}</kbd>
    </button>
  );
}

export function Problem(props: { say: Speak; shown: Shown | null }) {
  if (!props.shown) return null;
  const { reason } = props.shown.params;
  const cause =
    props.shown.code.endsWith('-not-valid') && typeof reason === 'string'
      ? props.say(`fault.${reason}`)
      : null;
  return (
    <div class="notice notice-brick" role="alert" data-code={props.shown.code}>
      {cause === null ? null : <p>{cause}</p>}
      <p>{props.say(`fault.${props.shown.code}`, props.shown.params)}</p>
      <p class="code">{props.shown.code}</p>
    </div>
  );
}

export function Field(props: {
  id: string;
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  value: string;
  input: (value: string) => void;
  focus?: boolean;
  dir?: 'auto' | 'ltr';
  lang?: string;
  numeric?: boolean;
}) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (props.focus) box.current?.focus();
  }, [props.focus]);
  const described = [props.hint ? `${props.id}-hint` : '', props.fault ? `${props.id}-fault` : '']
    .join(' ')
    .trim();
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.hint ? (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {props.fault ? (
        <p class="field-error" id={`${props.id}-fault`}>
          {props.fault}
        </p>
      ) : null}
      <input
        ref={box}
        id={props.id}
        value={props.value}
        dir={props.dir ?? 'auto'}
        lang={props.lang}
        // The browser must neither remember nor "correct" a person.
        autocomplete="off"
        autocorrect="off"
        autocapitalize="off"
        spellcheck={false}
        inputMode={props.numeric ? 'numeric' : undefined}
        aria-describedby={described || undefined}
        aria-invalid={props.fault ? true : undefined}
        onInput={(event) => props.input(event.currentTarget.value)}
      />
    </div>
  );
}
