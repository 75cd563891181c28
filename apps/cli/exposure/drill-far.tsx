import {
  ADVERSARIES,
  type Drill,
  type Far,
  RECORD_CLASSES,
  rangeText,
  type Thing,
} from '@commonkey/exposure';
import { type Speak, wordDay } from '@commonkey/words';

type Telling = { say: Speak; language: string };

/** Who gets how far into what lies there on the first of the drill's days: what is read, and of how many people. */
export function HowFar({ found, say, language }: { found: Drill } & Telling) {
  const [first] = found.days;
  return (
    <>
      {first && <p>{say('exposure.drill-far-note', { on: wordDay(language, first.at) })}</p>}
      <table class="far">
        <thead>
          <tr>
            <th scope="col">{say('exposure.drill-who')}</th>
            {RECORD_CLASSES.map((one) => (
              <th scope="col" key={one}>
                {say(`exposure.class.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ADVERSARIES.map((adversary) => {
            const reach = found.reach.find((one) => one.adversary === adversary);
            return (
              <tr key={adversary}>
                <th scope="row">
                  {say(`exposure.adversary.${adversary}`)}
                  <span class="premise">{say(`exposure.premise.${adversary}`)}</span>
                </th>
                {RECORD_CLASSES.map((one) => (
                  <Cell
                    key={one}
                    head={say(`exposure.class.${one}`)}
                    far={reach?.classes[one] ?? null}
                    {...{ say, language }}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function Cell({ head, far, say, language }: { head: string; far: Far | null } & Telling) {
  if (far === null)
    return (
      <td class="far-none" data-head={head}>
        {say('exposure.far.none')}
      </td>
    );
  const [first, ...others] = spokenFar(far, say, language);
  return (
    <td class={`far-${far.reach}`} data-head={head}>
      {first}
      {others.map((line) => (
        <span class="premise" key={line}>
          {line}
        </span>
      ))}
    </td>
  );
}

/** The furthest first; then what is read, what lies there as sealed bytes beside it, and what they meet in passing. */
export function spokenFar(
  { reach, people, read, sealed, passing }: Far,
  say: Speak,
  language: string,
): string[] {
  const far = say(`exposure.far.${reach}`);
  const isReading = read.length > 0;
  const further = passing.reach === 'takes' || passing.reach === 'hands';
  const told = further || (passing.reach === 'ciphertext' && reach === 'nothing');
  return [
    isReading
      ? say('exposure.far.people', { far, people: rangeText([people.least, people.most], language) })
      : far,
    ...(isReading ? [namesOf(read)] : []),
    ...(isReading && sealed.length > 0 ? [say('exposure.far.sealed', { what: namesOf(sealed) })] : []),
    ...(told
      ? [
          say('exposure.far.passing', {
            far: say(`exposure.far.${passing.reach}`),
            what: namesOf(passing.things),
          }),
        ]
      : []),
  ];
}

/** A series, and what it holds of the class: as the tables of the exposure itself name them. */
function namesOf(things: readonly Thing[]): string {
  const bySeries = Map.groupBy(things, ({ series }) => series);
  return [...bySeries]
    .map(([series, all]) => `${series} (${all.map(({ holds }) => holds).join(', ')})`)
    .join('; ');
}
