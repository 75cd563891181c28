import { webRandom } from '@commonkey/credential';
import type { HeldPaper, Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { DoneScreen } from '../issue/done-screen.tsx';
import { feeFor } from '../issue/fee.ts';
import { handOver, issueCard } from '../issue/issue-card.ts';
import { readOldCard, readSlip } from '../issue/old-card.ts';
import { OldCardScreen } from '../issue/old-card-screen.tsx';
import { checkScanBack } from '../issue/scan-back.ts';
import { ScanScreen } from '../issue/scan-screen.tsx';
import { SpoilScreen } from '../issue/spoil-screen.tsx';
import { isForgotten } from '../machine/advance.ts';
import { cardDone, NO_PACE, type Pace, timed } from '../machine/pace.ts';
import type { Event, PrintableCard, Proposed, StepName } from '../machine/steps.ts';
import { useVisit } from '../machine/use-visit.ts';
import { residencyPapers } from '../papers/draft.ts';
import { PapersScreen } from '../papers/papers-screen.tsx';
import { RefusalScreen } from '../papers/refusal-screen.tsx';
import { PersonScreen } from '../person/person-screen.tsx';
import { PickUpScreen } from '../pick-up/pick-up-screen.tsx';
import { proposedOf } from '../pick-up/proposed-of.ts';
import { useWaiting } from '../pick-up/use-waiting.ts';
import type { Pixels } from '../picture/pixels.ts';
import { drawnPortrait } from '../practice/drawn-portrait.ts';
import { PracticePeople } from '../practice/people.tsx';
import { PRACTICE_SERIAL } from '../practice/practice-shift.ts';
import { printFaces } from '../proof/print-faces.ts';
import { ProofScreen } from '../proof/proof-screen.tsx';
import { renderProof, renderSigned, warmUp } from '../proof/render-card.ts';
import { ReadyScreen } from '../shift/ready-screen.tsx';
import { isPracticeCity, programOf, type Session } from '../shift/session.ts';
import { Foot, type Stage, Stepper } from '../status/bar.tsx';
import type { PrinterState } from '../status/facts.ts';
import { PictureScreen } from '../take/picture-screen.tsx';
import { portraitOf } from '../take/portrait.ts';
import { noticesAt } from '../words/notices.ts';
import { deskSpeaker, personLanguages, programSpeaker } from '../words/speakers.ts';
import { faceEncoder, readerBytes } from './assets.ts';
import { Screen } from './kit.tsx';
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

type Props = {
  session: Session;
  say: Speak;
  language: string;
  build: string;
  voided: number;
  today: string;
  bar: preact.ComponentChildren;
  printer: (state: PrinterState) => void;
  changed: () => void;
  toggleLine: () => void;
  close: () => void;
};

/** One person after another. Everything about one lives in `step`, and goes with it. */
export function Counter(props: Props) {
  const { session, say, language } = props;
  const [step, dispatch] = useVisit();
  const [shown, setShown] = useState<Shown | null>(null);
  const [printing, setPrinting] = useState(false);
  const [pace, setPace] = useState<Pace>(NO_PACE);
  const program = programOf(session);
  const sayProgram = programSpeaker(program, language);
  const live = session.kind === 'live' ? session : null;
  const personLanguage = languageOf(step, language);
  const sayTo = deskSpeaker(personLanguage);
  const sayProgramTo = programSpeaker(program, personLanguage);
  const { waiting, count, look } = useWaiting(session);
  usePace(step.at, setPace);
  useEffect(() => void Promise.all([warmUp(), faceEncoder(), readerBytes()]).catch(() => undefined), []);

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

  const issue = async (proposed: Proposed) => {
    if (!live) {
      const faces = await renderSigned(session, proposed, null);
      send({ do: 'signed', card: { serial: PRACTICE_SERIAL, qr: '', slip: null, ...faces } });
      return;
    }
    let card: PrintableCard;
    try {
      const signed = await issueCard(live, proposed, webRandom);
      const faces = await renderSigned(session, proposed, signed);
      card = { serial: signed.serial, qr: signed.qr, slip: signed.slip, ...faces };
      performance.mark('desk-printable');
    } catch (error) {
      dispatch({ do: 'not-signed' });
      throw error;
    } finally {
      props.changed();
    }
    send({ do: 'signed', card });
    await print(card);
  };
  const print = async (card: PrintableCard) => {
    props.printer('printing');
    setPrinting(true);
    try {
      await printFaces(card, sayTo, program.city.cardName);
      props.printer('good');
    } catch (error) {
      props.printer('trouble');
      throw error;
    } finally {
      setPrinting(false);
    }
  };
  const finish = (proposed: Proposed, card: PrintableCard) =>
    attempt(async () => {
      const fee = feeFor(program, proposed.visit.purpose, proposed.entitled.age);
      if (live) await handOver(live, proposed, card, fee?.id ?? null);
      const { pickUp } = proposed.visit;
      if (pickUp !== undefined) void waiting?.handedOver(pickUp);
      props.changed();
      send({
        do: 'hand-over',
        fee: fee && fee.cents > 0 ? fee.id : null,
        partyMax: program.desk.partyMax,
        residency: residencyPapers(program, proposed.entitled.papers.held),
      });
    });

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
          waiting={waiting ? count : null}
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
        <OldCardScreen
          say={say}
          purpose={step.purpose}
          read={readerBytes}
          shown={shown}
          card={(text) =>
            quietly(async () => {
              if (!live) return;
              const { known, surrendered, expires } = await readOldCard(live, text, Date.now());
              send({ do: 'old-card-read', known, surrendered, held: ownCard(program, expires), language });
            })
          }
          slip={(number, secret) =>
            quietly(async () => {
              send({
                do: 'old-card-read',
                known: null,
                surrendered: readSlip(number, secret),
                held: [],
                language,
              });
            })
          }
          without={() => send({ do: 'old-card-read', known: null, surrendered: null, held: [], language })}
          back={() => send({ do: 'back' })}
        />,
      );
    case 'pick-up':
      return frame(
        <PickUpScreen
          say={say}
          count={count}
          read={readerBytes}
          shown={shown}
          sheet={(text) =>
            quietly(async () => {
              if (!waiting) return;
              const portray = (picture: Pixels) => portraitOf(picture, faceEncoder());
              const opened = await waiting.open(text);
              send({
                do: 'sheet-read',
                proposed: await proposedOf(opened, program, props.today, language, portray),
              });
            })
          }
          look={() => quietly(look)}
          back={() => send({ do: 'back' })}
        />,
      );
    case 'papers':
      return frame(
        <PapersScreen {...{ step, program, today: props.today, say, sayProgram, dispatch: send }} />,
      );
    case 'refused':
      return frame(
        <RefusalScreen
          {...{ step, program, today: props.today, say, sayTo, sayProgramTo, switchLanguage, dispatch: send }}
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
          portray={(picture) => portraitOf(picture, faceEncoder())}
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
      return frame(<Printing say={say} work={() => quietly(() => issue(step.proposed))} />);
    case 'scan-back':
      return frame(
        <ScanScreen
          say={say}
          serial={step.card.serial}
          printing={printing}
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

/** Where the program counts the city's own card as a paper, one that was verified here needs no tick. */
function ownCard(program: Program, expires: string | null): HeldPaper[] {
  if (!program.papers['city-card']) return [];
  return [{ paper: 'city-card', ...(expires === null ? {} : { expires }) }];
}

function languageOf(step: ReturnType<typeof useVisit>[0], fallback: string): string {
  if ('visit' in step) return step.visit.language;
  return 'proposed' in step ? step.proposed.visit.language : fallback;
}

/** Signs once for each time the screen comes: the serial is taken by the intent, not by this screen. */
function Printing(props: { say: Speak; work: () => void }) {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    props.work();
  }, []);
  return <Screen name="printing" title={props.say('printing.title')} lead={props.say('printing.lead')} />;
}

function usePace(at: StepName, set: (change: (pace: Pace) => Pace) => void): void {
  const entered = useRef({ at, when: performance.now() });
  const began = useRef<number | null>(null);
  useEffect(() => {
    const now = performance.now();
    const left = entered.current;
    entered.current = { at, when: now };
    if (left.at === at) return;
    if (at === 'papers' && began.current === null) began.current = now;
    const start = began.current;
    if (at === 'ready' || at === 'done' || at === 'old-card' || at === 'pick-up') began.current = null;
    set((pace) => {
      const next = timed(pace, left.at, (now - left.when) / 1000);
      return at === 'done' && start !== null ? cardDone(next, (now - start) / 1000) : next;
    });
  }, [at]);
}
