import { useEffect, useState } from 'preact/hooks';
import { useVoice } from './words.ts';

/** The build's fingerprint, whether the page is stored for work without a network, and whether a newer one waits. */
export function About() {
  const { say } = useVoice();
  const hash = useBuildHash();
  const { stored, newer } = useWorker();
  return (
    <details class="about">
      <summary>{say('about.heading')}</summary>
      <p data-offline={stored ? 'ready' : 'no'}>{say(stored ? 'about.offline' : 'about.not-offline')}</p>
      {newer && <p>{say('about.update')}</p>}
      <dl>
        <dt>{say('about.hash')}</dt>
        <dd>
          <code class="hash" data-hash={hash}>
            {hash.match(/.{8}/g)?.join(' ')}
          </code>
        </dd>
      </dl>
      <p>{say('about.compare')}</p>
    </details>
  );
}

const buildHash: Promise<string> = fetch('/build.json')
  .then(async (response) => String(((await response.json()) as { hash?: unknown }).hash ?? ''))
  .catch(() => '');

function useBuildHash(): string {
  const [hash, setHash] = useState('');
  useEffect(() => void buildHash.then(setHash), []);
  return hash;
}

function useWorker(): { stored: boolean; newer: boolean } {
  const [state, setState] = useState({ stored: false, newer: false });
  useEffect(() => {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    let shown = true;
    const look = (registration: ServiceWorkerRegistration) => {
      if (!shown) return;
      setState({
        stored: registration.active !== null,
        newer: registration.waiting !== null && registration.active !== null,
      });
    };
    void workers.ready.then((registration) => {
      look(registration);
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', () => look(registration));
      });
      registration.active?.addEventListener('statechange', () => look(registration));
    });
    return () => {
      shown = false;
    };
  }, []);
  return state;
}
