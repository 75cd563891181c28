import type { Program } from '@commonkey/program';
import { direction, type Speak } from '@commonkey/words';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import type { Event, Proposed } from '../machine/steps.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Problem } from '../page/kit.tsx';
import { shownOf } from '../page/shown.ts';
import { shortDate } from '../words/dates.ts';
import { noticesAt } from '../words/notices.ts';
import { Face } from './face.tsx';
import { keepsLines } from './keeps.ts';

export type Faces = { readonly front: Uint8Array; readonly back: Uint8Array };

/** Turned to the person: the card as it will print, their name in large letters, and what the city keeps. */
export function ProofScreen(props: {
  proposed: Proposed;
  program: Program;
  /** What the card is marked as: a practice card, a specimen of a practice city, or nothing. */
  marking: 'practice' | 'specimen' | 'none';
  say: Speak;
  sayTo: Speak;
  sayProgramTo: Speak;
  render: (proposed: Proposed) => Promise<Faces>;
  shown: Shown | null;
  switchLanguage: () => void;
  dispatch: (event: Event) => void;
}) {
  const { proposed, say, sayTo, dispatch } = props;
  const { entitled, person, visit } = proposed;
  const [faces, setFaces] = useState<Faces | null>(null);
  const [unrendered, setUnrendered] = useState<Shown | null>(null);
  useEffect(() => {
    let gone = false;
    props.render(proposed).then(
      (rendered) => !gone && setFaces(rendered),
      (error: unknown) => !gone && setUnrendered(shownOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [person, entitled, proposed.portrait]);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const confirm = () => {
    if (faces) dispatch({ do: 'confirm' });
  };
  useKeys({ Enter: confirm, Escape: () => dispatch({ do: 'back' }), F2: props.switchLanguage });
  return (
    <main class="stage" data-screen="proof" lang={visit.language} dir={direction(visit.language)}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {sayTo('proof.title')}
        </h1>
        <p class="lead">{sayTo('proof.lead')}</p>
        <Problem say={say} shown={unrendered ?? props.shown} />
      </header>
      <div class="faces">
        <Face bytes={faces?.front} label={sayTo('proof.front')} />
        <Face
          bytes={faces?.back}
          label={sayTo(props.marking === 'practice' ? 'proof.back-practice' : 'proof.back')}
        />
      </div>
      <div class="reading">
        <div>
          <p class="spelled">
            <bdi>{person.name}</bdi>
          </p>
          {person.secondName ? (
            <p class="spelled" lang={person.secondLanguage}>
              <bdi>{person.secondName}</bdi>
            </p>
          ) : null}
          <dl>
            <dt>{sayTo('proof.birth-date')}</dt>
            <dd>{shortDate(entitled.birthDate, sayTo)}</dd>
            <dt>{sayTo('proof.expires')}</dt>
            <dd>
              {entitled.expires === null ? sayTo('proof.never-expires') : shortDate(entitled.expires, sayTo)}
            </dd>
          </dl>
        </div>
        <section class="keeps">
          <h2>{sayTo('proof.keeps')}</h2>
          {keepsLines(props.program, sayTo, props.sayProgramTo).map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p>{sayTo('proof.gone')}</p>
          {noticesAt(props.program, 'desk-proof').map((key) => (
            <p key={key} data-notice={key}>
              {props.sayProgramTo(key)}
            </p>
          ))}
        </section>
      </div>
      <div class="actions">
        <Act hotkey="Enter" kind="main" label={sayTo('proof.confirm')} act={confirm} disabled={!faces} />
        <Act hotkey="Esc" label={sayTo('proof.change')} act={() => dispatch({ do: 'back' })} />
        <Act hotkey="F2" label={sayTo('act.language')} act={props.switchLanguage} />
        {props.marking === 'none' ? null : <span class="badge">{sayTo(`${props.marking}.badge`)}</span>}
      </div>
    </main>
  );
}
