import type { Speak } from '@commonkey/words';
import type { Config } from '../config/config.ts';
import { Layout } from './layout.tsx';

export type StartPageProps = {
  say: Speak;
  language: string;
  languages: readonly string[];
  cityName: string;
  config: Pick<Config, 'practice' | 'origins'>;
};

const DOORS = ['verify', 'desk', 'staff'] as const;

/** The public front door: what the card is, what is kept, and where everybody goes. */
export function StartPage({ say, language, languages, cityName, config }: StartPageProps) {
  return (
    <Layout
      say={say}
      language={language}
      languages={languages}
      practice={config.practice}
      title={say('start.title')}
      cityName={cityName}
      path="/"
    >
      <p class="lead">{say('start.lead')}</p>
      <section class="sheet" aria-labelledby="keeps">
        <h2 id="keeps">{say('start.keeps-title')}</h2>
        <p>{say('start.keeps')}</p>
      </section>
      <h2 id="doors">{say('start.doors-title')}</h2>
      <ul class="doors" aria-labelledby="doors">
        {DOORS.map((door) => (
          <li key={door} class="sheet">
            <a href={`${config.origins[door].origin}/?lang=${language}`}>{say(`start.door-${door}`)}</a>
            <p>{say(`start.door-${door}-note`)}</p>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
