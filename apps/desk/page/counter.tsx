import type { Speak } from '@commonkey/words';
import { useEffect, useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { BringOldCard } from '../issue/bring-old-card.tsx';
import { DoneScreen } from '../issue/done-screen.tsx';
import { PrintingScreen } from '../issue/printing-screen.tsx';
import { checkScanBack } from '../issue/scan-back.ts';
import { ScanScreen } from '../issue/scan-screen.tsx';
import { SpoilScreen } from '../issue/spoil-screen.tsx';
import { useIssuing } from '../issue/use-issuing.ts';
import { isForgotten } from '../machine/advance.ts';
import type { Event, PrintableCard, Proposed, StepName } from '../machine/steps.ts';
import { usePace } from '../machine/use-pace.ts';
import { useVisit } from '../machine/use-visit.ts';
import { PapersScreen } from '../papers/papers-screen.tsx';
import { RefusalScreen } from '../papers/refusal-screen.tsx';
import { PersonScreen } from '../person/person-screen.tsx';
import { FetchCard } from '../pick-up/fetch-card.tsx';
import { useWaiting } from '../pick-up/use-waiting.ts';
import type { Pixels } from '../picture/pixels.ts';
import { drawnPortrait } from '../practice/drawn-portrait.ts';
import { PracticePeople } from '../practice/people.tsx';
import { ProofScreen } from '../proof/proof-screen.tsx';
import { renderProof } from '../proof/render-card.ts';
import { ReadyScreen } from '../shift/ready-screen.tsx';
import { isPracticeCity, programOf, type Session } from '../shift/session.ts';
import { Foot, type Stage, Stepper } from '../status/bar.tsx';
import type { PrinterState } from '../status/facts.ts';
import { PictureScreen } from '../take/picture-screen.tsx';
import { portraitOf } from '../take/portrait.ts';
import { noticesAt } from '../words/notices.ts';
import { deskSpeaker, personLanguages, programSpeaker } from '../words/speakers.ts';
import { faceEncoder, readerBytes } from './assets.ts';
import { filesInMemory } from './own-files.ts';
import { shownOf } from './shown.ts';

const STAGES: Partial<Record<StepName, Stage>> = {
  papers: 'papers',
  refused: 'papers',
  person: 'person',
  picture: 'picture',
  proof: 'proof',
  printing: 'print',
  'scan-back': 'print',
  spoiling: 'print',
};

/** Events by which somebody sits down. */
const STARTS: ReadonlySet<Event['do']> = new Set([
  'next-person',
  'next-of-party',
  'bring-old-card',
  'fetch-card',
]);

const portray = (picture: Pixels) => portraitOf(picture, faceEncoder);

type Props = {
  session: Session;
  say: Speak;
  language: string;
  build: string;
  voided: number;
  today: string;
  /** City hall answers just now. */
  online: boolean;
  bar: preact.ComponentChildren;
  printer: (state: PrinterState) => void;
  changed: () => void;
  toggleLine: () => void;
  close: () => void;
};

/** One person after another. Everything about one lives in `step`, and goes with it. */
export function Counter(props: Props) {
  const { session, say, language, today } = props;
  const [step, dispatch] = useVisit();
  const [shown, setShown] = useState<Shown | null>(null);
  const program = programOf(session);
  const sayProgram = programSpeaker(program, language);
  const live = session.kind === 'live' ? session : null;
  const personLanguage = languageOf(step, language);
  const sayTo = deskSpeaker(personLanguage);
  const sayProgramTo = programSpeaker(program, personLanguage);
  const here = useWaiting(session);
  const pace = usePace(step.at);
  useEffect(() => void filesInMemory().catch(() => undefined), []);

  const attempt = (work: () => Promise<void>) =>
    work().catch((error: unknown) => {
      setShown(shownOf(error));
      throw error;
    });
  const quietly = (work: () => Promise<void>) => void attempt(work).catch(() => undefined);
  const send = (event: Event) => {
    setShown(null);
    dispatch(event);
  };

  /** Nobody sits down at a desk that may not sign. */
  const start = (event: Event) =>
    quietly(async () => {
      const stop = live ? await live.stop() : null;
      props.changed();
      if (stop) setShown({ code: stop, params: {} });
      else send(event);
    });
  const guarded = (event: Event) => (STARTS.has(event.do) ? start(event) : send(event));

  const switchLanguage = () => {
    const all = personLanguages(program);
    const next = all[(all.map(String).indexOf(personLanguage) + 1) % all.length];
    if (next) dispatch({ do: 'language', language: next });
  };

  const issuing = useIssuing({
    session,
    sayTo,
    send,
    printer: props.printer,
    changed: props.changed,
    before: async ({ visit: { pickUp } }) => {
      if (pickUp !== undefined) await here.waiting?.requireWaits(pickUp);
    },
  });
  const finish = async (proposed: Proposed, card: PrintableCard) => {
    await issuing.finish(proposed, card);
    const { pickUp } = proposed.visit;
    if (pickUp === undefined || !here.waiting) return;
    const reported = await here.waiting.handedOver(pickUp);
    if (reported === 'second') setShown({ code: 'desk-pick-up-second', params: {} });
  };

  const stage = STAGES[step.at];
  const frame = (screen: preact.ComponentChildren) => (
    <>
      {props.bar}
      {stage ? <Stepper say={say} stage={stage} /> : <span />}
      {screen}
      <Foot say={say} build={props.build} language={language} forgotten={isForgotten(step)} />
    </>
  );

  switch (step.at) {
    case 'ready': {
      const tally = live?.tally();
      return frame(
        <ReadyScreen
          say={say}
          shown={shown}
          voided={props.voided}
          pace={pace}
          stopped={live?.stopped() ?? false}
          figures={
            tally
              ? { made: tally.printed, left: tally.unused, spoiled: tally.spoiled, refused: tally.refused }
              : null
          }
          next={() => start({ do: 'next-person', language })}
          oldCard={(purpose) => start({ do: 'bring-old-card', purpose })}
          waiting={here.waiting ? here.count : null}
          pickUp={() => start({ do: 'fetch-card' })}
          toggleLine={props.toggleLine}
          close={props.close}
          practice={!live}
        >
          {session.kind === 'practice' ? <PracticePeople say={say} session={session} /> : null}
        </ReadyScreen>,
      );
    }
    case 'old-card':
      return frame(
        <BringOldCard
          {...{ live, program, language, say, shown, send }}
          purpose={step.purpose}
          read={readerBytes}
          attempt={quietly}
        />,
      );
    case 'pick-up':
      return frame(
        <FetchCard
          {...{ here, program, today, language, say, shown, send, portray }}
          online={props.online}
          read={readerBytes}
          clear={() => setShown(null)}
          attempt={quietly}
        />,
      );
    case 'papers':
      return frame(<PapersScreen {...{ step, program, today, say, sayProgram, dispatch: send }} />);
    case 'refused':
      return frame(
        <RefusalScreen
          {...{ step, program, today, say, sayTo, sayProgramTo, switchLanguage, dispatch: send }}
          count={() =>
            attempt(async () => {
              if (live) await live.append({ kind: 'refused' });
              props.changed();
              send({ do: 'leave' });
            }).catch(() => undefined)
          }
        />,
      );
    case 'person':
      return frame(<PersonScreen {...{ step, program, say, language, dispatch: send }} />);
    case 'picture':
      return frame(
        <PictureScreen
          say={say}
          drawn={live ? undefined : drawnPortrait}
          portray={portray}
          dispatch={send}
        />,
      );
    case 'proof':
      return (
        <ProofScreen
          proposed={step.proposed}
          program={program}
          marking={live ? (isPracticeCity(session) ? 'specimen' : 'none') : 'practice'}
          render={(proposed) => renderProof(session, proposed)}
          {...{ say, sayTo, sayProgramTo, shown, switchLanguage, dispatch: send }}
        />
      );
    case 'printing':
      return frame(<PrintingScreen say={say} work={() => quietly(() => issuing.issue(step.proposed))} />);
    case 'scan-back':
      return frame(
        <ScanScreen
          say={say}
          serial={step.card.serial}
          printing={issuing.printing}
          read={readerBytes}
          shown={shown}
          spoil={() => send({ do: 'spoil' })}
          check={(text) =>
            quietly(async () => {
              if (live) await checkScanBack(live, step.card, text, Date.now());
              await finish(step.proposed, step.card);
            })
          }
        />,
      );
    case 'spoiling':
      return frame(
        <SpoilScreen
          say={say}
          sayProgram={sayProgram}
          program={program}
          serial={step.card.serial}
          signedQr={step.card.qr}
          back={() => send({ do: 'back' })}
          spoiled={(reason) =>
            quietly(async () => {
              if (live) await live.append({ kind: 'spoiled', serial: step.card.serial, reason });
              props.changed();
              send({ do: 'spoiled', wrongData: reason === 'wrong-data' });
            })
          }
        />,
      );
    case 'done':
      return frame(
        <DoneScreen
          {...{ step, say, sayProgram, language, shown }}
          partyMax={program.desk.partyMax}
          notices={noticesAt(program, 'handover')}
          dispatch={guarded}
        />,
      );
  }
}

function languageOf(step: ReturnType<typeof useVisit>[0], fallback: string): string {
  if ('visit' in step) return step.visit.language;
  return 'proposed' in step ? step.proposed.visit.language : fallback;
}
