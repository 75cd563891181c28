import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Between, type Drill, RECORD_CLASSES, spokenNoWay, type Volumes } from '@commonkey/exposure';
import { FONT_FILES } from '@commonkey/look';
import type { PlainDate, Program } from '@commonkey/program';
import { direction, type Speak, wordDay } from '@commonkey/words';
import { renderToString } from 'preact-render-to-string';
import { HowFar } from './drill-far.tsx';
import { type Tried, TriedDemand } from './drill-tried.tsx';

export type DrillPage = {
  rules: Program;
  volumes: Volumes;
  found: Drill;
  demands: readonly Tried[];
  /** Digests of the rules and of the volumes. */
  restsOn: { readonly rules: string; readonly volumes: string };
  on: PlainDate;
  say: Speak;
  language: string;
};

/** One file that needs nothing beside it: it is printed, signed, and laid to the records. */
export async function drillPage(page: DrillPage): Promise<string> {
  const { language } = page;
  const html = renderToString(
    <html lang={language} dir={direction(language)} data-scheme="light">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{page.say('exposure.drill-title')}</title>
        <style dangerouslySetInnerHTML={{ __html: await styles() }} />
      </head>
      <body>
        <main>
          <Body {...page} />
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${html}\n`;
}

function Body({ rules, volumes, found, demands, restsOn, on, say, language }: DrillPage) {
  const day = (at: PlainDate) => wordDay(language, at);
  return (
    <>
      <p class="over">
        {say('exposure.drill-over', { city: rules.city.name, program: rules.id, version: rules.version })}
      </p>
      <h1>{say('exposure.drill-title')}</h1>
      <p class="lead">{say('exposure.drill-lead', { on: day(on) })}</p>
      {found.endless ? (
        <p class="never">{say('exposure.drill-endless')}</p>
      ) : (
        <p class="ends">{say('exposure.drill-ends')}</p>
      )}
      <h2>{say('exposure.drill-how-many')}</h2>
      <HowMany found={found} say={say} language={language} />
      <SameDay found={found} say={say} />
      {spokenNoWay(rules, volumes, say).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <h2>{say('exposure.drill-how-far')}</h2>
      <HowFar found={found} say={say} language={language} />
      <p>{say('exposure.memory')}</p>
      {demands.map((one) => (
        <TriedDemand key={one.demand.id} {...one} {...{ rules, volumes, say, language }} />
      ))}
      <h2>{say('exposure.drill-basis')}</h2>
      <ul>
        {Object.entries(volumes.sources).map(([id, { mark, note }]) => (
          <li key={id}>
            <b>{mark}</b> {note}
          </li>
        ))}
      </ul>
      <p>{say('exposure.drill-rests', restsOn)}</p>
      <p>{say('exposure.drill-outside')}</p>
      <div class="signed">
        {['clerk', 'law', 'records'].map((who) => (
          <p key={who}>{say(`exposure.drill-signed.${who}`)}</p>
        ))}
      </div>
    </>
  );
}

function HowMany({ found, say, language }: { found: Drill; say: Speak; language: string }) {
  const format = new Intl.NumberFormat(language, { useGrouping: 'always' });
  const between = ({ least, most }: Between) =>
    least === most ? format.format(most) : `${format.format(least)}–${format.format(most)}`;
  const last = found.days.at(-1);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say('exposure.drill-people')}</th>
          {found.days.map(({ at }) => (
            <th scope="col" key={at} class="n">
              {wordDay(language, at)}
            </th>
          ))}
          <th scope="col" class="n">
            {say('exposure.drill-never')}
          </th>
        </tr>
      </thead>
      <tbody>
        {RECORD_CLASSES.map((one, place) => (
          <tr key={one}>
            <th scope="row">{say(`exposure.class.${one}`)}</th>
            {found.days.map(({ at, classes }) => (
              <td key={at} class="n" data-head={wordDay(language, at)}>
                {classes[place] ? between(classes[place].people) : ''}
              </td>
            ))}
            <td
              class={last?.classes[place]?.endless.most ? 'n never' : 'n'}
              data-head={say('exposure.drill-never')}
            >
              {last?.classes[place] ? between(last.classes[place].endless) : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the rules keep and no day of the table has: a nought there is not "never". */
function SameDay({ found, say }: { found: Drill; say: Speak }) {
  const what = RECORD_CLASSES.filter(
    (one, place) =>
      found.reach.some(({ classes }) => classes[one] !== null) &&
      found.days.every(({ classes }) => classes[place]?.people.most === 0),
  ).map((one) => say(`exposure.class.${one}`));
  if (what.length === 0) return null;
  return <p>{say('exposure.drill-same-day', { what: what.join(', ') })}</p>;
}

const FONT = 'public-sans-latin-400-normal.woff2';

async function styles(): Promise<string> {
  const look = (file: string) =>
    readFileSync(fileURLToPath(import.meta.resolve(`@commonkey/look/${file}`)), 'utf8');
  const font = (name: string) =>
    readFileSync(fileURLToPath(import.meta.resolve(FONT_FILES[name] ?? ''))).toString('base64');
  const own = readFileSync(new URL('./drill.css', import.meta.url), 'utf8');
  const face = (name: string, weight: number) =>
    `@font-face{font-family:'Public Sans';src:url(data:font/woff2;base64,${font(name)}) format('woff2');font-weight:${weight}}`;
  return [face(FONT, 400), face(FONT.replace('400', '700'), 700), look('tokens.css'), own].join('\n');
}
