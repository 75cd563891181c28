import { type Program, portalRules } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import type { Config } from '../config/config.ts';
import { CardDrawing } from './card-drawing.tsx';
import { cost } from './cost.ts';
import { KeptTable, keptUntil } from './kept.tsx';
import { LawMovesDays } from './last-days.tsx';
import { Layout, withLanguage } from './layout.tsx';
import { Ways } from './ways.tsx';

export type StartPageProps = {
  say: Speak;
  language: string;
  languages: readonly string[];
  program: Program;
  config: Pick<Config, 'practice' | 'origins'>;
  /** The city's day, YYYY-MM-DD. */
  today: string;
  /** The program has the online channel open, and nothing new is taken at the moment all the same. */
  paused: boolean;
  /** The city says something today to whom it cannot write. */
  notice: boolean;
};

/** The public front door: what the card is, where everybody goes, what is kept. */
export function StartPage(props: StartPageProps) {
  const { say, language, languages, program, config } = props;
  return (
    <Layout
      say={say}
      language={language}
      languages={languages}
      practice={config.practice}
      title={say('start.title')}
      cityName={program.city.name}
      path="/"
      ownHeading
    >
      {props.notice && (
        <p class="notice">
          <a href={withLanguage('/notices', language)}>{say('start.notice')}</a>
        </p>
      )}
      <div class="hero">
        <div>
          <h1>{say('start.title')}</h1>
          <p class="lead">{say('start.lead', { card: program.city.cardName, city: program.city.name })}</p>
          <p>{[say('start.how'), cost(program, say, language)].join(' ')}</p>
        </div>
        <CardDrawing />
      </div>
      <Ways {...{ program, say, language, today: props.today, paused: props.paused }} />
      <Doors {...props} />
      <section class="kept" aria-labelledby="keeps">
        <h2 id="keeps">{say('start.keeps-title')}</h2>
        <p>{say('start.keeps')}</p>
        <KeptTable say={say} labelledBy="keeps" />
        <p>{keptUntil(program, say)}</p>
        <LawMovesDays say={say} />
        <p class="never">{say('start.never')}</p>
        {portalRules(program) && (
          <p>
            {say('start.keeps-online')}
            {!props.paused && (
              <>
                {' '}
                <a href={withLanguage('/apply', language)}>{say('start.keeps-online-link')}</a>
              </>
            )}
          </p>
        )}
      </section>
      <section aria-labelledby="answers">
        <h2 id="answers">{say('start.answers-title')}</h2>
        <ul class="links">
          {PUBLIC_ROOMS.map(({ path, key }) => (
            <li key={path}>
              <a href={withLanguage(path, language)}>{say(key)}</a>
            </li>
          ))}
        </ul>
      </section>
      <section class="work-here" aria-labelledby="work">
        <h2 id="work">{say('start.work-title')}</h2>
        <ul>
          {(['desk', 'staff'] as const).map((door) => (
            <li key={door}>
              <a href={withLanguage(`${config.origins[door].origin}/`, language)}>
                {say(`start.door-${door}`)}
              </a>{' '}
              <span>{say(`start.door-${door}-note`)}</span>
            </li>
          ))}
        </ul>
      </section>
    </Layout>
  );
}

/** What anybody may read, in the order in which people ask. */
const PUBLIC_ROOMS = [
  { path: '/what-we-hold', key: 'start.keeps-all' },
  { path: '/demands', key: 'start.answers-demands' },
  { path: '/public-records', key: 'start.answers-records' },
  { path: '/statistics', key: 'start.answers-statistics' },
  { path: '/notices', key: 'start.keeps-notices' },
  { path: '/ledger', key: 'start.keeps-ledger' },
] as const;

/** What a resident may want here; the people who work here have their own list. */
function Doors({ say, language, config }: StartPageProps) {
  const doors = [
    { key: 'verify', href: `${config.origins.verify.origin}/` },
    { key: 'lost', href: '/report-lost' },
    { key: 'holdings', href: '/what-we-hold' },
  ];
  return (
    <section aria-labelledby="doors">
      <h2 id="doors" class="visually-hidden">
        {say('start.doors-title')}
      </h2>
      <ul class="doors">
        {doors.map(({ key, href }) => (
          <li key={key}>
            <a href={withLanguage(href, language)}>{say(`start.door-${key}`)}</a>
            <p>{say(`start.door-${key}-note`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
