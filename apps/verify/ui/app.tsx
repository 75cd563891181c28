import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { cityName, type Held, isPractice, strangeRoots } from '../trust/held.ts';
import type { HeldStore } from '../trust/held-store.ts';
import { About } from './about.tsx';
import { Header } from './header.tsx';
import { Help } from './help.tsx';
import { Lists } from './lists.tsx';
import { Roots } from './roots.tsx';
import { Scan } from './scan.tsx';
import { type Stage, useCheck } from './use-check.ts';
import { useTrust } from './use-trust.ts';
import { spoken, VerdictPane } from './verdict-pane.tsx';
import { firstLanguage, type Language, rememberLanguage, useVoice, VoiceContext, voiceOf } from './words.ts';

export function App({ store, first }: { store: HeldStore; first: Held | null }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const voice = useMemo(() => voiceOf(language), [language]);
  const trust = useTrust(store, first);
  const check = useCheck(trust.held);
  const { stage } = check;
  usePastedPictures(check.picture, check.text);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = voice.direction;
    document.title = voice.say('page.title');
  }, [language, voice]);

  const { say } = voice;
  const held = trust.held;
  return (
    <VoiceContext.Provider value={voice}>
      <a class="skip" href="#check">
        {say('page.skip')}
      </a>
      <Header
        city={held ? cityName(held) : null}
        practice={held !== null && isPractice(held)}
        choose={(wish) => {
          rememberLanguage(wish);
          setLanguage(wish);
        }}
      />
      <main id="check" class="page" tabIndex={-1}>
        <div class="check">
          {stage.at === 'result' ? (
            <VerdictPane key={stage.result} result={stage.result} clear={check.clear} />
          ) : (
            <Scan stage={stage} check={check} />
          )}
          <Announcement stage={stage} />
        </div>
        <div class="aside">
          {held && strangeRoots(held).length > 0 && <Roots held={held} confirm={trust.confirmRoots} />}
          <Lists trust={trust} />
          <Help />
          <About />
        </div>
      </main>
    </VoiceContext.Provider>
  );
}

/** Always in the page and only its words change: a live region that appears together with its words is often not read. */
function Announcement({ stage }: { stage: Stage }) {
  const voice = useVoice();
  const { say } = voice;
  return (
    <p class="visually-hidden" role="status" aria-live="polite">
      {stage.at === 'busy' && say('busy')}
      {stage.at === 'camera' && say('camera.looking')}
      {stage.at === 'result' && spoken(stage.result.view, voice)}
      {stage.at === 'ready' && stage.cleared && say('clear.done')}
    </p>
  );
}

function usePastedPictures(picture: (file: Blob) => void, text: (code: string) => void): void {
  const latest = useRef({ picture, text });
  latest.current = { picture, text };
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const inField = event.target instanceof HTMLTextAreaElement;
      const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith('image/'));
      const words = event.clipboardData?.getData('text/plain') ?? '';
      if (file) latest.current.picture(file);
      else if (!inField && words.trim() !== '') latest.current.text(words);
      else return;
      event.preventDefault();
    };
    document.addEventListener('paste', pasted);
    return () => document.removeEventListener('paste', pasted);
  }, []);
}
