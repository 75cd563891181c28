import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import type { Shown } from '../codes.ts';
import { median, type Pace, peopleAnHour } from '../machine/pace.ts';
import type { OldCardPurpose } from '../machine/steps.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Problem, Screen } from '../page/kit.tsx';

export type Figures = {
  readonly made: number;
  readonly left: number;
  readonly spoiled: number;
  readonly refused: number;
};

/** Between two people. One key for the next; figures, never names. */
export function ReadyScreen(props: {
  say: Speak;
  shown: Shown | null;
  voided: number;
  figures: Figures | null;
  pace: Pace;
  stopped: boolean;
  next: () => void;
  oldCard: (purpose: OldCardPurpose) => void;
  /** Cards applied for online that wait here; null where this city has none. */
  waiting: number | null;
  pickUp: () => void;
  toggleLine: () => void;
  close: () => void;
  practice: boolean;
  children?: ComponentChildren;
}) {
  const { say, figures } = props;
  useKeys({
    Enter: props.next,
    n: props.next,
    F8: props.toggleLine,
    x: props.close,
    ...(props.practice
      ? {}
      : {
          r: () => props.oldCard('renewal'),
          l: () => props.oldCard('replacement'),
          c: () => props.oldCard('correction'),
          ...(props.waiting === null ? {} : { p: props.pickUp }),
        }),
  });
  const minutes = median(props.pace.cards);
  const hour = peopleAnHour(props.pace);
  return (
    <Screen name="ready" title={say('ready.title')} lead={say('ready.lead')}>
      <Problem say={say} shown={props.shown} />
      {props.voided > 0 ? (
        <div class="notice notice-amber" role="status">
          <p>{say('ready.voided', { n: props.voided })}</p>
        </div>
      ) : null}
      <div class="ready">
        <button type="button" class="big-act" onClick={props.next}>
          <span>{say('ready.next')}</span>
          <small>
            {say('ready.next-hint')} <kbd>Enter</kbd>
          </small>
        </button>
        <div class="menu">
          {props.practice ? null : (
            <>
              {props.waiting === null ? null : (
                <Act hotkey="P" label={say('ready.pick-up', { n: props.waiting })} act={props.pickUp} />
              )}
              <Act hotkey="R" label={say('ready.renewal')} act={() => props.oldCard('renewal')} />
              <Act hotkey="L" label={say('ready.replacement')} act={() => props.oldCard('replacement')} />
              <Act hotkey="C" label={say('ready.correction')} act={() => props.oldCard('correction')} />
              <Act
                hotkey="F8"
                kind="grave"
                label={say(props.stopped ? 'ready.resume-line' : 'ready.stop-line')}
                act={props.toggleLine}
              />
            </>
          )}
          <Act hotkey="X" label={say(props.practice ? 'practice.leave' : 'ready.close')} act={props.close} />
        </div>
      </div>
      {props.children}
      {figures ? (
        <dl class="figures">
          {(['made', 'left', 'spoiled', 'refused'] as const).map((name) => (
            <div key={name}>
              <dt>{say(`figures.${name}`)}</dt>
              <dd class="number" data-figure={name}>
                {figures[name]}
              </dd>
            </div>
          ))}
          <div>
            <dt>{say('figures.an-hour')}</dt>
            <dd class="number">{hour ?? '–'}</dd>
          </div>
          <div>
            <dt>{say('figures.median')}</dt>
            <dd class="number">
              {minutes === null
                ? '–'
                : `${Math.floor(minutes / 60)}:${String(Math.round(minutes % 60)).padStart(2, '0')}`}
            </dd>
          </div>
        </dl>
      ) : null}
    </Screen>
  );
}
