import { byNativeName, direction, nativeName, type Speak } from '@commonkey/words';
import { withLanguage } from './with-language.ts';

export type LanguageMenuProps = {
  say: Speak;
  /** Language of the page. */
  language: string;
  /** Languages to offer. */
  languages: readonly string[];
  /** The page to show in another language: reached by GET, with what was answered so far in the session. */
  path: string;
};

/** More than these are shown behind a button, so that a narrow first view begins with the page. */
const MOST_IN_A_ROW = 3;

/**
 * LA-02: languages by their own names, in the alphabetical order of those, each link in its own language and direction.
 * Works without scripts; the choice travels in links alone (LA-07), as `withLanguage` writes it.
 */
export function LanguageMenu(props: LanguageMenuProps) {
  const { say, languages } = props;
  if (languages.length < 2) return null;
  return (
    <nav class="languages" aria-label={say('ui.languages')}>
      {languages.length <= MOST_IN_A_ROW ? (
        <LanguageList {...props} />
      ) : (
        <details>
          <summary>
            <Globe />
            {say('ui.languages')}
          </summary>
          <LanguageList {...props} />
        </details>
      )}
    </nav>
  );
}

function LanguageList({ language, languages, path }: LanguageMenuProps) {
  return (
    <ul>
      {byNativeName(languages).map((tag) => (
        <li key={tag}>
          <a
            href={withLanguage(path, tag)}
            lang={tag}
            dir={direction(tag)}
            hreflang={tag}
            aria-current={tag === language ? 'true' : undefined}
          >
            {nativeName(tag)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** For those who cannot read the word beside it. */
function Globe() {
  return (
    <svg class="globe" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <circle cx="10" cy="10" r="8.2" />
      <ellipse cx="10" cy="10" rx="3.6" ry="8.2" />
      <path d="M2.2 7.3h15.6M2.2 12.7h15.6" />
    </svg>
  );
}

/** Says on each page of a translation that no speaker has read yet that it is one; nothing in other languages. */
export function DraftNote({ say }: { say: Speak }) {
  const note = say('ui.draft-translation');
  return note === '' ? null : <aside class="draft-translation">{note}</aside>;
}
