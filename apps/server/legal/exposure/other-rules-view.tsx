import {
  type Adversary,
  type Demand,
  premiseOf,
  ROW_HEADS,
  rangeOf,
  rowsOver,
  spokenAnswer,
  spokenEndless,
  spokenNoWay,
  spokenRow,
} from '@commonkey/exposure';
import type { PlainDate } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import { DataTable } from '../../ui/data-table.tsx';
import { ClauseList } from './clause-list.tsx';
import type { UnderOtherRules } from './other-rules.ts';

type Props = {
  say: Speak;
  language: string;
  found: UnderOtherRules;
  demand: Demand;
  as: Adversary;
  at: PlainDate;
};

/** The same demand under the rules of another programme: what it would get of expected people, and whose has no end. */
export function OtherRulesView(props: Props) {
  const { say, language, found, demand, as, at } = props;
  const { rules, volumes, file, items } = found;
  const never = items.flat().some(({ ends }) => ends.endless > 0);
  return (
    <>
      <p class="notice">{say('exposure.privileged')}</p>
      <p>
        {say('exposure.rules-of', {
          demand: demand.id,
          at: wordDay(language, at),
          program: rules.id,
          version: rules.version,
          as: say(`exposure.adversary.${as}`),
        })}
      </p>
      <p>{premiseOf(say, as)}</p>
      {never && (
        <div class="notice notice-brick">
          <p>
            <strong>{say('exposure.rules-never')}</strong>
          </p>
        </div>
      )}
      {spokenNoWay(rules, volumes, say).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {demand.items.map((item, place) => (
        <Item key={item.words} {...props} item={item} place={place} />
      ))}
      <section>
        <p>{say('exposure.rules-volumes', { file })}</p>
        <ul>
          {Object.entries(volumes.sources).map(([id, { mark, note }]) => (
            <li key={id} lang="en" dir="ltr">
              <strong>{mark}</strong> {note}
            </li>
          ))}
        </ul>
        <p class="aside">{say('exposure.basis.volumes')}</p>
      </section>
    </>
  );
}

function Item({
  say,
  language,
  found: { rules, volumes, items },
  item,
  place,
}: Props & { item: Demand['items'][number]; place: number }) {
  const found = items[place] ?? [];
  const [first, ...others] = spokenAnswer(found, rangeOf(found, language), say);
  const id = `other-${place}`;
  return (
    <section>
      <h2>{say('legal.exposure-item', { n: place + 1 })}</h2>
      <blockquote dir="auto">{item.words}</blockquote>
      <p class="answer">{first}</p>
      {[...others, ...spokenEndless(found, rules, volumes, say)].map((line) => (
        <p key={line}>{line}</p>
      ))}
      {item.subjects.length > 0 && (
        <>
          <h3>{say('exposure.clauses', { known: rangeOf(found, language)(({ known }) => known) })}</h3>
          <ClauseList clauses={item.subjects} found={found} say={say} language={language} />
        </>
      )}
      {rowsOver(found).length > 0 && (
        <>
          <h3 id={id}>{say('exposure.rows')}</h3>
          <DataTable
            labelledBy={id}
            heads={ROW_HEADS.map((one) => say(`exposure.column.${one}`))}
            rows={rowsOver(found).map((row) => {
              const [series = '', ...cells] = spokenRow(row, found, say, language);
              const asked = row.asked ? ` (${say('exposure.asked')})` : '';
              return {
                key: `${row.series} ${row.channel} ${row.holds} ${row.form}`,
                cells: [`${series}${asked}`, ...cells],
              };
            })}
          />
        </>
      )}
    </section>
  );
}
