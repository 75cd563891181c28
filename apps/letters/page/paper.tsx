import type { Letter } from '@commonkey/letters';
import type { Speak } from '@commonkey/words';
import encodeQR from 'qr';
import type { City } from './city.ts';

type Props = {
  city: City;
  group: string;
  letter: Letter;
  lines: readonly string[];
  say: Speak;
  language: string;
};

/** The letter as it is printed and signed by hand. */
export function Paper({ city, group, letter, lines, say, language }: Props) {
  const long = (day: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
  return (
    <article class="paper" aria-labelledby="letter">
      <p class="paper-group">
        <bdi>{group}</bdi>
      </p>
      <p>{long(letter.day)}</p>
      <h1 id="letter">{say(`letters.paper-${letter.kind}`, { city: city.name })}</h1>
      <dl>
        <dt>{say('letters.name')}</dt>
        <dd>
          <bdi>{letter.name}</bdi>
        </dd>
        <dt>{say('letters.born')}</dt>
        <dd>{long(letter.born)}</dd>
        <dt>{say(`letters.paper-address-${letter.kind}`)}</dt>
        <dd>{letter.address ? <bdi>{letter.address}</bdi> : say('letters.paper-withheld')}</dd>
      </dl>
      <p>{say(`letters.paper-says-${letter.kind}`)}</p>
      <p class="paper-sign">{say('letters.paper-sign')}</p>
      <section class="paper-code" aria-labelledby="code">
        <div>
          <h2 id="code">{say('letters.paper-code')}</h2>
          <ol dir="ltr">
            {lines.map((line) => (
              <li key={line}>
                <code>{line}</code>
              </li>
            ))}
          </ol>
        </div>
        <Qr text={lines.join('').replaceAll(' ', '')} label={say('letters.paper-picture')} />
      </section>
      <p class="hint">{say('letters.paper-nothing')}</p>
    </article>
  );
}

/** ISO/IEC 18004 section 9.1: light on every side. */
const QUIET = 4;

function Qr({ text, label }: { text: string; label: string }) {
  const matrix = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const size = matrix.length;
  const dark = matrix.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={dark.join('')} fill="#000000" />
    </svg>
  );
}
