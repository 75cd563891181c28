import { speaker } from '@commonkey/words';
import { useEffect, useState } from 'preact/hooks';
import en from '../words/en.json' with { type: 'json' };
import es from '../words/es.json' with { type: 'json' };
import type { City } from './city.ts';
import { KeyPart, type OpenKey } from './key-part.tsx';
import { LetterPart } from './letter-part.tsx';

const CATALOGUES = { en, es } as const;
type Language = keyof typeof CATALOGUES;
const OTHER: Readonly<Record<Language, Language>> = { en: 'es', es: 'en' };
const NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

/** Makes a key, opens it, writes letters. Nothing of it is stored or sent: the page has no way to. */
export function App({ city }: { city: City }) {
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith('es') ? 'es' : 'en');
  const [open, setOpen] = useState<OpenKey | null>(null);
  const say = speaker(language, CATALOGUES[language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = say('letters.title', { city: city.name });
  }, [language]);
  const other = OTHER[language];
  return (
    <>
      <header class="screen-only">
        <p>{city.name}</p>
        <button type="button" class="quiet" lang={other} onClick={() => setLanguage(other)}>
          {NAMES[other]}
        </button>
      </header>
      <main>
        {open ? (
          <LetterPart {...{ city, open, say, language }} close={() => setOpen(null)} />
        ) : (
          <KeyPart {...{ city, say }} opened={setOpen} />
        )}
      </main>
    </>
  );
}
