import type { PlainDate, Program } from '@commonkey/program';
import { direction, type Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import type { Event, Step } from '../machine/steps.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Screen } from '../page/kit.tsx';
import { judge } from './entitle.ts';
import { setLine, wanting } from './refusal.ts';

/** What is missing, what would do, how to appeal: in the person's language, to take home. Only counted, never written down. */
export function RefusalScreen(props: {
  step: Extract<Step, { at: 'refused' }>;
  program: Program;
  today: PlainDate;
  say: Speak;
  sayTo: Speak;
  sayProgramTo: Speak;
  switchLanguage: () => void;
  count: () => Promise<void>;
  dispatch: (event: Event) => void;
}) {
  const { step, say, sayTo, sayProgramTo } = props;
  const [busy, setBusy] = useState(false);
  const assessment = judge(props.program, step.papers, props.today);
  const done = () => {
    if (busy) return;
    setBusy(true);
    void props.count().finally(() => setBusy(false));
  };
  useKeys({
    Enter: done,
    Escape: () => props.dispatch({ do: 'back' }),
    F2: props.switchLanguage,
    p: () => print(),
  });
  if (!assessment || assessment.outcome === 'met') return null;
  const { language } = step.visit;
  const notices = props.program.notices.filter((one) => one.where.includes('refusal'));
  return (
    <Screen
      name="refused"
      title={say('refused.title')}
      lead={say('refused.lead')}
      actions={
        <>
          <Act hotkey="Enter" kind="main" label={say('refused.done')} act={done} disabled={busy} />
          <Act hotkey="P" label={say('refused.print')} act={() => print()} />
          <Act hotkey="F2" label={say('act.language')} act={props.switchLanguage} />
          <Act hotkey="Esc" label={say('refused.back')} act={() => props.dispatch({ do: 'back' })} />
        </>
      }
    >
      <article class="printable" lang={language} dir={direction(language)}>
        <h2>{sayTo(assessment.outcome === 'undetermined' ? 'refusal.open-title' : 'refusal.title')}</h2>
        <p>{sayTo(assessment.outcome === 'undetermined' ? 'refusal.open-lead' : 'refusal.lead')}</p>
        <div class="columns">
          {wanting(assessment, sayTo, sayProgramTo).map((one) => (
            <div key={one.title}>
              <h3>{one.title}</h3>
              <ul>
                {one.lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </div>
          ))}
          {assessment.completions.length > 0 ? (
            <div>
              <h3>{sayTo('refusal.would-do')}</h3>
              <ul>
                {assessment.completions.map((set) => (
                  <li key={set.join(' ')}>{setLine(set, sayTo, sayProgramTo)}</li>
                ))}
              </ul>
            </div>
          ) : null}
        </div>
        {props.program.desk.appeal && !notices.some(({ id }) => id === 'appeal') ? (
          <p>{sayTo('refusal.appeal')}</p>
        ) : null}
        {notices.map((notice) => (
          <p key={notice.id}>{sayProgramTo(`notice.${notice.id}`)}</p>
        ))}
        <p>{sayTo('refusal.nothing-kept')}</p>
      </article>
    </Screen>
  );
}
