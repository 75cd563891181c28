import { isFault } from '@commonkey/words';
import { useEffect, useState } from 'preact/hooks';
import { askCityHall } from '../api/city-hall.ts';
import { CloseScreen } from '../close/close-screen.tsx';
import { storedClosing } from '../close/close-shift.ts';
import type { DeskCode, Shown } from '../codes.ts';
import { type PracticeShift, practiceShift } from '../practice/practice-shift.ts';
import { localDay } from '../shift/clock.ts';
import { LockedScreen, OpenScreen, StoppedScreen } from '../shift/door-screens.tsx';
import type { LiveShift } from '../shift/live-shift.ts';
import { beginShift, signIn } from '../shift/open-shift.ts';
import { readProgramAnswer } from '../shift/program-answer.ts';
import { resumeShift } from '../shift/resume-shift.ts';
import { isPracticeCity, programOf, type Session } from '../shift/session.ts';
import { Bar, Foot } from '../status/bar.tsx';
import type { PrinterState, StationFacts } from '../status/facts.ts';
import { unlockWithPasskey } from '../vault/passkey.ts';
import type { Vault } from '../vault/vault.ts';
import { deskSpeaker, LANGUAGES, type Language, programSpeaker } from '../words/speakers.ts';
import { Counter } from './counter.tsx';
import { useKeys } from './keys.ts';
import { Act, Screen } from './kit.tsx';
import { everyFile } from './own-files.ts';
import { shownOf } from './shown.ts';
import { useCityHall } from './use-city-hall.ts';

/** Where the station stands. A session that signs exists only where a shift is open or closing. */
type Desk =
  | { at: 'stopped'; shown: Shown }
  | { at: 'no-shift' }
  | { at: 'locked' }
  | { at: 'open'; session: LiveShift; voided: number }
  | { at: 'closing'; session: LiveShift }
  | { at: 'practice'; session: PracticeShift }
  | { at: 'closed'; second: readonly string[] };

export type Start = { vault: Vault; locked: boolean } | { fault: Shown };

const TICK_MS = 5000;

export function App(props: { start: Start; build: string; language: Language }) {
  const { start } = props;
  const [desk, setDesk] = useState<Desk>(
    'fault' in start ? { at: 'stopped', shown: start.fault } : { at: start.locked ? 'locked' : 'no-shift' },
  );
  const [language, setLanguage] = useState<Language>(props.language);
  const [shown, setShown] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  const online = useCityHall();
  const [printer, setPrinter] = useState<PrinterState>('unused');
  const [now, setNow] = useState(Date.now());
  const [stop, setStop] = useState<DeskCode | null>(null);
  const [, redraw] = useState(0);
  const say = deskSpeaker(language);
  const [practiceCity, setPracticeCity] = useState(false);
  const session: Session | null = 'session' in desk ? desk.session : null;
  const live = session?.kind === 'live' ? session : null;

  const watchClock = async () => {
    setNow(Date.now());
    if (!live) return setStop(null);
    try {
      setStop(desk.at === 'open' ? await live.stop() : null);
    } catch (error) {
      setShown(shownOf(error));
    }
  };
  const changed = () => {
    redraw((n) => n + 1);
    void watchClock();
  };
  useEffect(() => {
    void watchClock();
    const timer = setInterval(() => void watchClock(), TICK_MS);
    return () => clearInterval(timer);
  }, [live, desk.at]);
  // Before a shift tells, city hall does; without a network nobody can be served yet anyway.
  useEffect(() => {
    askCityHall('/api/program')
      .then((answer) => setPracticeCity(readProgramAnswer(answer).practiceCity))
      .catch(() => undefined);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = 'ltr';
  }, [language]);
  useKeys({
    F1: () => setLanguage((before) => LANGUAGES[(LANGUAGES.indexOf(before) + 1) % LANGUAGES.length] ?? 'en'),
  });

  const run = (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setShown(null);
    work()
      .catch((error: unknown) => setShown(shownOf(error)))
      .finally(() => setBusy(false));
  };
  const vault = 'vault' in start ? start.vault : null;
  const open = (cards: number, hours: number) =>
    run(async () => {
      if (!vault) return;
      const session = await beginShift(vault, { cards, hours }, everyFile(), Date.now);
      setDesk({ at: 'open', session, voided: 0 });
    });
  const unlock = () =>
    run(async () => {
      if (!vault) return;
      const { shift, voided } = await resumeShift(vault, Date.now);
      const closing = shift.chain().at(-1)?.kind === 'close' || (await storedClosing(shift));
      setDesk(closing ? { at: 'closing', session: shift } : { at: 'open', session: shift, voided });
    });
  const practise = () =>
    run(async () => {
      const { program, practiceCity } = readProgramAnswer(await askProgram());
      setDesk({ at: 'practice', session: practiceShift(program, practiceCity) });
    });
  /** Anybody may stop the line; starting it again takes the passkey that opened the shift. */
  const toggleLine = () =>
    run(async () => {
      if (!live) return;
      if (live.stopped()) {
        const envelope = await live.vault.envelope();
        if (envelope) (await unlockWithPasskey(envelope.credentialId, envelope.prfInput)).fill(0);
      }
      await live.stopLine(!live.stopped());
      changed();
    });

  const specimen = session ? isPracticeCity(session) : practiceCity;
  const program = session ? programOf(session) : null;
  const facts: StationFacts = {
    now,
    online,
    printer,
    unsynced: desk.at === 'open' || desk.at === 'closing' || desk.at === 'locked' ? 1 : 0,
    synced: live ? live.record.synced : null,
    stop,
  };
  const bar = (
    <>
      <Bar say={say} city={program?.city.name ?? say('desk.name')} facts={facts} language={language} />
      {desk.at === 'practice' ? (
        <aside class="practice-band" aria-label={say('bar.marking')}>
          {say('practice.band')}
        </aside>
      ) : null}
      {specimen && desk.at !== 'practice' ? (
        <aside class="practice-band" aria-label={say('bar.marking')} data-specimen>
          {say('specimen.band')}
        </aside>
      ) : null}
    </>
  );
  const framed = (screen: preact.ComponentChildren) => (
    <>
      {bar}
      <span />
      {screen}
      <Foot say={say} build={props.build} language={language} forgotten />
    </>
  );
  switch (desk.at) {
    case 'stopped':
      return framed(<StoppedScreen say={say} shown={desk.shown} />);
    case 'no-shift':
      return framed(<OpenScreen say={say} shown={shown} busy={busy} open={open} practise={practise} />);
    case 'locked':
      return framed(<LockedScreen say={say} shown={shown} busy={busy} unlock={unlock} />);
    case 'closed':
      return framed(
        <Closed
          say={say}
          second={desk.second}
          done={() => {
            setShown(null);
            setDesk({ at: 'no-shift' });
          }}
        />,
      );
    case 'closing':
      return framed(
        <CloseScreen
          live={desk.session}
          program={programOf(desk.session)}
          say={say}
          sayProgram={programSpeaker(programOf(desk.session), language)}
          signIn={async () => {
            (await signIn()).prf.fill(0);
          }}
          synced={(second) => setDesk({ at: 'closed', second })}
          back={() => setDesk({ at: 'open', session: desk.session, voided: 0 })}
        />,
      );
    default:
      return (
        <Counter
          session={desk.session}
          say={say}
          language={language}
          build={props.build}
          voided={desk.at === 'open' ? desk.voided : 0}
          today={localDay(now, programOf(desk.session).city.timeZone)}
          online={online}
          bar={bar}
          printer={setPrinter}
          changed={changed}
          toggleLine={toggleLine}
          close={() =>
            setDesk(desk.at === 'open' ? { at: 'closing', session: desk.session } : { at: 'no-shift' })
          }
        />
      );
  }
}

async function askProgram(): Promise<unknown> {
  try {
    return await askCityHall('/api/program');
  } catch (error) {
    if (!isFault(error) || error.code !== 'desk-sign-in-needed') throw error;
    (await signIn()).prf.fill(0);
    return askCityHall('/api/program');
  }
}

function Closed(props: { say: ReturnType<typeof deskSpeaker>; second: readonly string[]; done: () => void }) {
  const { say, second } = props;
  useKeys({ Enter: props.done });
  return (
    <Screen
      name="closed"
      title={say('closed.title')}
      lead={say('closed.lead')}
      actions={<Act hotkey="Enter" kind="main" label={say('closed.another')} act={props.done} />}
    >
      <div class="notice notice-leaf">
        <p>{say('closed.gone')}</p>
      </div>
      {second.length === 0 ? null : (
        <div class="notice notice-amber" data-second>
          <h2>{say('closed.second-title', { n: second.length })}</h2>
          <p>{say('closed.second')}</p>
          <ul>
            {second.map((serial) => (
              <li key={serial} class="number">
                {serial.replace(/(\d{4})(?=\d)/g, '$1 ')}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Screen>
  );
}
