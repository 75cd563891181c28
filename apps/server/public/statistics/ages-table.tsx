import type { Speak } from '@commonkey/words';
import { DataTable } from '../../ui/data-table.tsx';
import { agesOfBand, byBand, OLDEST } from './ages.ts';
import type { SaidRelease } from './said.ts';
import { capital, number, spokenCount, spokenQuarter } from './spoken.ts';

type Props = { request: { say: Speak; language: string }; said: SaidRelease };

/** How old people were: by quarter and band, the newest first, with those of whom nobody knows. */
export function AgesTable({ request, said }: Props) {
  const { say, language } = request;
  const { ages = [] } = said;
  if (ages.length === 0) return null;
  const bands = [...new Map(ages.flatMap((one) => one.bands).map((one) => [one.band, one])).values()]
    .toSorted(byBand)
    .map(({ band }) => band);
  const known = knownOf(said);
  return (
    <section class="chart-figures" aria-labelledby="ages">
      <h2 id="ages">{say('statistics.ages')}</h2>
      <p>{say('statistics.ages-lead')}</p>
      {known && (
        <p>
          {say('statistics.ages-known', {
            known: number(language, known.known),
            cards: number(language, known.cards),
          })}
        </p>
      )}
      <p class="quiet-text">{say('statistics.ages-unknown-note')}</p>
      <DataTable
        labelledBy="ages"
        heads={[
          say('statistics.quarter-head'),
          ...bands.map((band) => spokenBand(band, say)),
          say('statistics.ages-unknown'),
          say('statistics.from'),
        ]}
        rows={ages.toReversed().map((one) => ({
          key: one.quarter,
          cells: [
            capital(spokenQuarter(one.quarter, say), language),
            ...bands.map((band) => {
              const found = one.bands.find((other) => other.band === band);
              return <span class="number">{found ? spokenCount(found.cards, request) : '–'}</span>;
            }),
            <span class="number">{spokenCount(one.unknown, request)}</span>,
            say(`statistics.from-${one.from}`),
          ],
        }))}
      />
    </section>
  );
}

/** From told numbers alone, so that it tells nothing that they do not. */
function knownOf({ ages = [], quarters }: SaidRelease): { known: number; cards: number } | null {
  let [known, cards] = [0, 0];
  for (const { quarter, bands, unknown } of ages) {
    const all = quarters.find((one) => one.quarter === quarter)?.cards ?? null;
    if (all === null || unknown === null || bands.some((one) => one.cards === null)) continue;
    cards += all;
    known += all - unknown;
  }
  return cards === 0 ? null : { known, cards };
}

export function spokenBand(band: string, say: Speak): string {
  const { first, last } = agesOfBand(band);
  if (last === OLDEST) return say('statistics.band-up', { age: String(first) });
  if (first === 0) return say('statistics.band-under', { age: String(last + 1) });
  return say('statistics.band-between', { first: String(first), last: String(last) });
}
