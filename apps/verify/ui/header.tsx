import { type Language, languages, useVoice } from './words.ts';

type Props = { city: string | null; practice: boolean; choose: (language: Language) => void };

export function Header({ city, practice, choose }: Props) {
  const { say, language } = useVoice();
  return (
    <header class="head">
      {practice && (
        <p class="practice" data-practice>
          <strong>{say('practice.stamp')}</strong> {say('practice.banner')}
        </p>
      )}
      <div class="head-row">
        <img class="key-mark" src="/icon.svg" alt="" width="44" height="44" />
        <div class="head-words">
          <h1>{say('page.title')}</h1>
          {city && <p class="city">{say('page.city', { city })}</p>}
        </div>
        <label class="language">
          <span class="visually-hidden">{say('language.label')}</span>
          <select value={language} onChange={(event) => choose(event.currentTarget.value as Language)}>
            {Object.entries(languages).map(([tag, name]) => (
              <option key={tag} value={tag} lang={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  );
}
