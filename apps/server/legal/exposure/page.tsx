import {
  ADVERSARIES,
  type Adversary,
  type Demand,
  type DemandItem,
  type Outcome,
  premiseOf,
  rangeOf,
  spokenAnswer,
  wholeNumbers,
} from '@commonkey/exposure';
import { type PlainDate, plainDateIn } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../../staff/service.ts';
import { ErrorSummary, Field, Form } from '../../ui/form.tsx';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { AssuranceView, MismatchBanner } from './assurance-view.tsx';
import { ClauseList } from './clause-list.tsx';
import { CurveView } from './curve-view.tsx';
import { ElsewhereView } from './elsewhere-view.tsx';
import type { Examined, ExaminedItem } from './examine.ts';
import { HarmView } from './harm-view.tsx';
import { Inventory } from './inventory.tsx';
import { shippedPrograms, type UnderOtherRules } from './other-rules.ts';
import { OtherRulesView } from './other-rules-view.tsx';
import { PlanView } from './plan-view.tsx';
import { WhatIfView } from './what-if-view.tsx';

export const EXPOSURE_PATH = '/exposure';

type Wrong = { path: string; problem: string; remedy: string };
type Props = Visit & {
  session: Session;
  at: PlainDate;
  asked: {
    scope: string;
    as: Adversary;
    whatIf?: 'on' | undefined;
    on?: string | undefined;
    rules?: string | undefined;
  };
  dayWrong?: boolean;
  wrong?: readonly Wrong[];
  demand?: Demand;
  examined?: Examined;
  /** Null: this city has not said whom it expects. */
  whatIf?: readonly Outcome[] | null | undefined;
  /** In place of `examined`: the rules of another programme. */
  other?: UnderOtherRules;
};

/** The question and, where it was asked, the answer above it: counsel reads the sentence first. */
export function ExposurePage(props: Props) {
  const { request, at, asked, wrong = [], dayWrong = false, demand, examined, whatIf, other } = props;
  const { say, language, csrf } = request;
  const today = plainDateIn(props.context.program.program.city.timeZone, props.context.clock.now());
  return (
    <LegalFrame
      {...props}
      title={say('legal.exposure-title')}
      path={EXPOSURE_PATH}
      failed={wrong.length > 0 || dayWrong}
    >
      <ErrorSummary
        say={say}
        errors={{
          ...(wrong.length > 0 && { scope: say('legal.exposure-wrong', { n: wrong.length }) }),
          ...(dayWrong && { on: say('exposure.on-wrong') }),
        }}
      />
      {demand && other && (
        <>
          <link rel="stylesheet" href={HELD_STYLE} />
          <OtherRulesView {...{ say, language, demand, at }} found={other} as={asked.as} />
          <h2>{say('legal.exposure-again')}</h2>
        </>
      )}
      {demand && examined ? (
        <>
          <link rel="stylesheet" href={HELD_STYLE} />
          <MismatchBanner say={say} assurance={examined.assurance} />
          <p class="notice">{say('exposure.privileged')}</p>
          <p>
            {say('legal.exposure-of', {
              demand: demand.id,
              at: wordDay(language, at),
              as: say(`exposure.adversary.${asked.as}`),
            })}
          </p>
          <p>{premiseOf(say, asked.as)}</p>
          {at > today && (
            <p class="notice">
              {say('exposure.later', { today: wordDay(language, today), at: wordDay(language, at) })}
            </p>
          )}
          {demand.items.map((item, place) => (
            <Answered key={item.words} {...{ props, place }} item={item} examined={examined.items[place]} />
          ))}
          {whatIf !== undefined && <WhatIfView {...{ say, language }} found={whatIf} />}
          <HarmView {...{ say, language }} harm={examined.harm} />
          <AssuranceView {...{ say, language }} assurance={examined.assurance} />
          <p class="aside">{say('exposure.basis.database')}</p>
          <p class="aside">{say('exposure.drafts')}</p>
          <h2>{say('legal.exposure-again')}</h2>
        </>
      ) : other ? null : (
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
        <Field
          name="on"
          label={say('exposure.on')}
          hint={say('exposure.on-hint')}
          error={dayWrong ? say('exposure.on-wrong') : undefined}
          value={asked.on ?? at}
        />
        <div class="field">
          <label for="rules">{say('exposure.rules')}</label>
          <p id="rules-hint" class="hint">
            {say('exposure.rules-hint')}
          </p>
          <select id="rules" name="rules" aria-describedby="rules-hint">
            <option value="">{say('exposure.rules-own')}</option>
            {shippedPrograms().map((one) => (
              <option key={one} value={one} selected={one === asked.rules}>
                {one}
              </option>
            ))}
          </select>
        </div>
        <label class="check">
          <input type="checkbox" name="whatIf" checked={asked.whatIf === 'on'} />
          {say('exposure.what-if.ask')}
        </label>
        <button type="submit">{say('legal.exposure-ask')}</button>
      </Form>
    </LegalFrame>
  );
}

function Answered(all: {
  props: Props;
  place: number;
  item: DemandItem;
  examined: ExaminedItem | undefined;
}) {
  const { props, place, item, examined } = all;
  const { words, subjects } = item;
  const { say, language } = props.request;
  if (!examined) return null;
  const { found, plan, curve } = examined;
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
          <ClauseList clauses={subjects} found={[found]} say={say} language={language} />
        </>
      )}
      {found.undescribed.length > 0 && (
        <p>{say('exposure.undescribed', { holds: found.undescribed.join(', ') })}</p>
      )}
      {found.objects > 0 && (
        <p>{say('exposure.objects', { objects: wholeNumbers(language).format(found.objects) })}</p>
      )}
      {found.rows.length > 0 && (
        <Inventory
          {...{ say, language, found }}
          id={`${id}-rows`}
          setting={{ program: props.context.program.program, config: props.context.config }}
        />
      )}
      <ElsewhereView
        {...{ say, language, item, found }}
        program={props.context.program.program}
        id={`${id}-elsewhere`}
      />
      <PlanView {...{ say, language, plan }} at={props.at} now={props.context.clock.now()} />
      {curve.held.objectDays > 0 && <CurveView {...{ say, language, curve }} id={`${id}-curve`} />}
    </section>
  );
}
