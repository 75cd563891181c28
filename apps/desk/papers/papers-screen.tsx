import { readTypedDate } from '@commonkey/card/typed/typed-date.ts';
import { ageOn, type PaperId, type PlainDate, type Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { LetterScreen } from '../letters/letter-screen.tsx';
import type { Event, Step } from '../machine/steps.ts';
import { type MrzReading, readMrz } from '../mrz/read-mrz.ts';
import { type KeyMap, useKeys } from '../page/keys.ts';
import { Act, Field, Screen } from '../page/kit.tsx';
import { classifyScan, openWedge } from '../scan/wedge.ts';
import { dateWanted, lacks, papersFor, search, toggle, withDate } from './draft.ts';
import { entitle, judge } from './entitle.ts';
import { PaperList } from './paper-list.tsx';
import { Verdict } from './verdict.tsx';

type Props = {
  step: Extract<Step, { at: 'papers' }>;
  program: Program;
  today: PlainDate;
  say: Speak;
  sayProgram: Speak;
  dispatch: (event: Event) => void;
};

export function PapersScreen(props: Props) {
  return props.step.papers.birthDate === '' ? <BirthDate {...props} /> : <Papers {...props} />;
}

/** First the day of birth, since the rules depend on it. A scanned passport zone fills it and the name. */
function BirthDate({ step, today, say, dispatch }: Props) {
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const [either, setEither] = useState<readonly [string, string] | null>(null);
  const accept = (birthDate: PlainDate) => {
    if (birthDate > today) setFault(say('fault.birth-in-future'));
    else dispatch({ do: 'papers', papers: { ...step.papers, birthDate } });
  };
  const submit = () => {
    if (typed.includes('<')) return readZone(readMrz(typed, today));
    const read = readTypedDate(typed);
    if (read.kind === 'day') return accept(read.day);
    if (read.kind === 'either') return setEither(read.days);
    setFault(say('fault.date-unread'));
  };
  const readZone = (zone: MrzReading) => {
    const [first] = zone.faults;
    if (first) return setFault(say(`fault.${first.code}`, first.params));
    const name = [zone.names?.given, zone.names?.family].filter(Boolean).join(' ');
    dispatch({
      do: 'zone-read',
      known: { name, secondName: '', secondLanguage: '', birthDate: zone.birthDate ?? '' },
    });
    if (zone.birthDate) accept(zone.birthDate);
    else setFault(say('fault.mrz-birth-open'));
  };
  const zone = useRef(readZone);
  zone.current = readZone;
  useLayoutEffect(() => {
    const wedge = openWedge();
    const pressed = (event: KeyboardEvent) => {
      const text = wedge.press({ key: event.key, time: event.timeStamp });
      if (text === undefined || classifyScan(text) !== 'zone') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setTyped('');
      zone.current(readMrz(text, today));
    };
    addEventListener('keydown', pressed, { capture: true });
    return () => removeEventListener('keydown', pressed, { capture: true });
  }, [today]);
  useKeys({
    Escape: () => dispatch({ do: 'back' }),
    ...(either ? { '1': () => accept(either[0]), '2': () => accept(either[1]) } : {}),
  });
  if (either) {
    return (
      <Screen name="birth-either" title={say('birth.either')} lead={say('birth.either-lead')}>
        <div class="actions">
          <Act hotkey="1" kind="main" label={longDate(say, either[0])} act={() => accept(either[0])} />
          <Act hotkey="2" kind="main" label={longDate(say, either[1])} act={() => accept(either[1])} />
        </div>
      </Screen>
    );
  }
  return (
    <Screen name="birth" title={say('birth.title')} lead={say('birth.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          id="birth-date"
          label={say('birth.label')}
          hint={say('birth.hint')}
          fault={fault}
          value={typed}
          input={(value) => {
            setTyped(value);
            setFault(undefined);
          }}
          focus
          dir="ltr"
        />
        <div class="actions">
          <Act hotkey="Enter" kind="main" label={say('act.continue')} submit />
          <Act hotkey="Esc" label={say('act.leave')} act={() => dispatch({ do: 'back' })} />
        </div>
      </form>
    </Screen>
  );
}

function longDate(say: Speak, day: string): string {
  return say('date.long', { date: Date.parse(`${day}T12:00:00`) });
}

/** Ticking: digits tick what is listed, letters search, and the rules answer with every key. */
function Papers({ step, program, today, say, sayProgram, dispatch }: Props) {
  const { papers: draft } = step;
  const [typed, setTyped] = useState('');
  const [last, setLast] = useState<PaperId | null>(null);
  const [dating, setDating] = useState(false);
  const [checking, setChecking] = useState(false);
  const groups = program.letters?.groups ?? [];
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.focus(), [dating, checking]);
  const nameOf = (paper: PaperId) => sayProgram(`paper.${paper}`);
  const age = draft.birthDate === '' ? 0 : ageOn(draft.birthDate, today);
  const listed = search(papersFor(program, age, nameOf), typed, nameOf);
  const assessment = judge(program, draft, today);

  const tick = (paper: PaperId | undefined) => {
    if (paper === undefined) return;
    setLast(paper);
    setTyped('');
    dispatch({ do: 'papers', papers: toggle(draft, paper) });
  };
  const proceed = () => {
    const entitled = entitle(program, draft, today);
    if (entitled) dispatch({ do: 'entitle', entitled });
  };
  const enter = () => (typed.trim() === '' ? proceed() : tick(listed[0]));
  const suggested = assessment && assessment.outcome !== 'met' ? assessment.completions[0]?.[0] : undefined;
  const which = last === null ? null : dateWanted(program, last);
  const canDate = which !== null && draft.held.some((one) => one.paper === last);
  const refuse = () => {
    if (assessment && assessment.outcome !== 'met') dispatch({ do: 'refuse' });
  };
  const keys: KeyMap = {
    Enter: enter,
    Escape: () => (typed === '' ? dispatch({ do: 'back' }) : setTyped('')),
    F4: refuse,
    F6: () => canDate && setDating(true),
    F9: () => groups.length > 0 && setChecking(true),
    F7: () => suggested !== undefined && dispatch({ do: 'papers', papers: lacks(draft, suggested) }),
  };
  // A screen that stands above this one has its own: its Escape must not let the person go.
  useKeys(dating || checking ? {} : keys);
  if (checking)
    return (
      <LetterScreen
        {...{ program, groups, today, say }}
        born={draft.birthDate}
        done={() => setChecking(false)}
      />
    );
  if (dating && last !== null && which !== null) {
    return (
      <PaperDate
        say={say}
        name={nameOf(last)}
        which={which}
        done={(day) => {
          if (day) dispatch({ do: 'papers', papers: withDate(draft, last, which, day) });
          setDating(false);
        }}
      />
    );
  }
  return (
    <Screen name="papers" title={say('papers.title')} lead={say('papers.lead')}>
      <div class="two">
        <div>
          <label for="paper-search">{say('papers.search')}</label>
          <input
            ref={box}
            id="paper-search"
            value={typed}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (/^[1-9]$/.test(event.key)) {
                event.preventDefault();
                tick(listed[Number(event.key) - 1]);
              } else if (event.key === 'Enter') {
                event.preventDefault();
                if (!event.repeat) enter();
              }
            }}
          />
          <PaperList
            papers={listed}
            program={program}
            draft={draft}
            today={today}
            say={say}
            sayProgram={sayProgram}
            tick={tick}
          />
        </div>
        <aside>
          <Verdict assessment={assessment} age={age} say={say} sayProgram={sayProgram} />
          <div class="actions">
            {assessment?.outcome === 'met' ? (
              <Act hotkey="Enter" kind="main" label={say('act.continue')} act={proceed} />
            ) : (
              <Act hotkey="F4" kind="grave" label={say('papers.refuse')} act={refuse} />
            )}
            {canDate ? <Act hotkey="F6" label={say('papers.type-date')} act={() => setDating(true)} /> : null}
            {suggested === undefined ? null : (
              <Act
                hotkey="F7"
                label={say('papers.has-not', { paper: nameOf(suggested) })}
                act={() => dispatch({ do: 'papers', papers: lacks(draft, suggested) })}
              />
            )}
            {groups.length > 0 ? (
              <Act hotkey="F9" label={say('papers.check-letter')} act={() => setChecking(true)} />
            ) : null}
            <Act hotkey="Esc" label={say('act.leave')} act={() => dispatch({ do: 'back' })} />
          </div>
        </aside>
      </div>
    </Screen>
  );
}

function PaperDate(props: {
  say: Speak;
  name: string;
  which: 'issued' | 'expires';
  done: (day: PlainDate | null) => void;
}) {
  const { say } = props;
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const submit = () => {
    const read = readTypedDate(typed);
    if (read.kind === 'day') props.done(read.day);
    else setFault(say(read.kind === 'either' ? 'fault.date-either' : 'fault.date-unread'));
  };
  useKeys({ Escape: () => props.done(null) });
  return (
    <Screen name="paper-date" title={props.name} lead={say(`papers.date-${props.which}`)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          id="paper-date"
          label={say(`papers.date-${props.which}-label`)}
          hint={say('birth.hint')}
          fault={fault}
          value={typed}
          input={setTyped}
          focus
          dir="ltr"
        />
        <div class="actions">
          <Act hotkey="Enter" kind="main" label={say('act.continue')} submit />
          <Act hotkey="Esc" label={say('act.back')} act={() => props.done(null)} />
        </div>
      </form>
    </Screen>
  );
}
