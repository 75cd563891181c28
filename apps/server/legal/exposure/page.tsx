import {
  ADVERSARIES,
  type Adversary,
  type Clause,
  type Demand,
  type ItemAnswer,
  inOrder,
  ROW_HEADS,
  rangeOf,
  spokenAnswer,
  spokenClause,
  spokenRow,
} from '@commonkey/exposure';
import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../../staff/service.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';

export const EXPOSURE_PATH = '/exposure';

type Wrong = { path: string; problem: string; remedy: string };
type Props = Visit & {
  session: Session;
  at: PlainDate;
  asked: { scope: string; as: Adversary };
  wrong?: readonly Wrong[];
  demand?: Demand;
  items?: readonly ItemAnswer[];
};

/** The question and, where it was asked, the answer above it: counsel reads the sentence first. */
export function ExposurePage(props: Props) {
  const { request, at, asked, wrong = [], demand, items = [] } = props;
  const { say, language, csrf } = request;
  return (
    <LegalFrame {...props} title={say('legal.exposure-title')} path={EXPOSURE_PATH} failed={wrong.length > 0}>
      <ErrorSummary
        say={say}
        errors={wrong.length > 0 ? { scope: say('legal.exposure-wrong', { n: wrong.length }) } : {}}
      />
      {demand ? (
        <>
          <p class="notice">{say('exposure.privileged')}</p>
          <p>
            {say('legal.exposure-of', {
              demand: demand.id,
              at: wordDay(language, at),
              as: say(`exposure.adversary.${asked.as}`),
            })}
          </p>
          {demand.items.map((item, place) => (
            <Answered
              key={item.words}
              {...{ props, place }}
              words={item.words}
              subjects={item.subjects}
              found={items[place]}
            />
          ))}
          <p class="aside">{say('exposure.basis.database')}</p>
          <h2>{say('legal.exposure-again')}</h2>
        </>
      ) : (
        <p class="lead">{say('legal.exposure-lead')}</p>
      )}
      <Form action={withLanguage(EXPOSURE_PATH, language)} csrf={csrf} noValidate>
        <div class={wrong.length > 0 ? 'field field-wrong' : 'field'}>
          <label for="scope">{say('legal.exposure-scope')}</label>
          <p id="scope-hint" class="hint">
            {say('legal.exposure-scope-hint')}
          </p>
          {wrong.length > 0 && (
            <ul id="scope-error" class="field-error">
              {wrong.map(({ path, problem, remedy }) => (
                <li key={path + problem}>
                  <code>{path || '/'}</code> {problem} {remedy}
                </li>
              ))}
            </ul>
          )}
          <textarea
            id="scope"
            name="scope"
            rows={22}
            dir="ltr"
            spellcheck={false}
            class="code"
            aria-invalid={wrong.length > 0 ? 'true' : undefined}
            aria-describedby={wrong.length > 0 ? 'scope-hint scope-error' : 'scope-hint'}
          >
            {asked.scope}
          </textarea>
        </div>
        <div class="field">
          <label for="as">{say('legal.exposure-as')}</label>
          <select id="as" name="as">
            {ADVERSARIES.map((one) => (
              <option key={one} value={one} selected={one === asked.as}>
                {say(`exposure.adversary.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{say('legal.exposure-ask')}</button>
      </Form>
    </LegalFrame>
  );
}

function Answered(all: {
  props: Props;
  place: number;
  words: string;
  subjects: readonly Clause[];
  found: ItemAnswer | undefined;
}) {
  const { props, place, words, subjects, found } = all;
  const { say, language } = props.request;
  if (!found) return null;
  const [first, ...others] = spokenAnswer([found], rangeOf([found], language), say);
  const id = `item-${place}`;
  return (
    <section>
      <h2>{say('legal.exposure-item', { n: place + 1 })}</h2>
      <blockquote dir="auto">{words}</blockquote>
      <p class="answer">{first}</p>
      {others.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {subjects.length > 0 && (
        <>
          <h3 id={`${id}-clauses`}>
            {say('exposure.clauses', { known: rangeOf([found], language)(({ known }) => known) })}
          </h3>
          <dl class="hold-facts">
            {subjects.map((clause, at) => {
              const { name, told, routes } = spokenClause(clause, at, [found], say, language);
              return (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {told.join('; ')}
                    {routes.length > 0 && (
                      <ul>
                        {routes.map((route) => (
                          <li key={route}>{route}</li>
                        ))}
                      </ul>
                    )}
                  </dd>
                </div>
              );
            })}
          </dl>
        </>
      )}
      {found.rows.length > 0 && (
        <>
          <h3 id={`${id}-rows`}>{say('exposure.rows')}</h3>
          <DataTable
            labelledBy={`${id}-rows`}
            heads={ROW_HEADS.map((head) => say(`exposure.column.${head}`))}
            rows={inOrder(found.rows).map((row) => ({
              key: `${row.series} ${row.channel} ${row.holds} ${row.form}`,
              cells: spokenRow(row, [found], say, language).map((cell, at) =>
                at === 0 && row.asked ? `${cell} (${say('exposure.asked')})` : cell,
              ),
            }))}
          />
        </>
      )}
    </section>
  );
}
