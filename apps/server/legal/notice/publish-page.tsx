import { addDays } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../../staff/service.ts';
import type { HoldSentences } from '../../store/tables/holds.ts';
import { Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { isLaw } from '../is-law.ts';
import { today } from '../review.ts';
import { SaidFields } from '../said-fields.tsx';
import type { SecondRule } from '../second.ts';
import type { HoldView } from '../view.ts';
import { LONGEST_SENTENCE } from '../wording.ts';
import {
  type Chosen,
  DecisionFields,
  mayAgree,
  RefusalSummary,
  type Refused,
  standingOf,
  TurnOfSecond,
} from './decision.tsx';
import { publishPath, tellPath } from './paths.ts';
import type { PublicNotice } from './public-notice.ts';

export type Filled = Chosen & { sentences?: HoldSentences; from?: string; until?: string };
export type PublishProps = Visit & {
  session: Session;
  rule: SecondRule;
  hold: HoldView;
  notices: readonly PublicNotice[];
  silent: boolean;
  filled: Filled;
  /** What is wrong with the form that was sent. */
  wrong: Refused | null;
  done?: string | undefined;
};

/** How long a notice stands unless somebody says another day. */
const USUAL_DAYS = 30;

/** Where a refusal of the page's own fields stands: words of the first language, which lies open, and the first day. */
const fieldsOf = ({ program }: PublishProps['context']): Readonly<Record<string, string>> => {
  const words = `said-${program.program.city.languages[0]}`;
  return { 'telling-words-missing': words, 'wording-too-long': words, 'telling-days-wrong': 'from' };
};

/** Notices for the city's own page, for those whom nobody can reach: written by one, agreed to by another. */
export function PublishPage(props: PublishProps) {
  const { context, request, session, hold, notices, silent, wrong, done } = props;
  const { say, language } = request;
  return (
    <LegalFrame
      {...props}
      title={say('legal.posted-title')}
      path={publishPath(hold.id)}
      failed={wrong !== null}
    >
      <a class="back" href={withLanguage(tellPath(hold.id), language)}>
        {say('legal.posted-back')}
      </a>
      {done && (
        <p class="notice notice-leaf" role="status">
          {say(`legal.posted-done-${done}`)}
        </p>
      )}
      <RefusalSummary {...{ request, wrong }} elsewhere="notices" fields={fieldsOf(context)} />
      <p class="lead" id="notices">
        {say('legal.posted-lead')}
      </p>
      <p>
        <a href={withLanguage(`${context.config.origins.public.origin}/notices`, language)}>
          {say('legal.posted-see')}
        </a>
      </p>
      {silent && (
        <p class="notice notice-amber" role="note">
          {say('legal.notice-silent')}
        </p>
      )}
      {notices.length > 0 && (
        <ul class="rows">
          {notices.map((notice) => (
            <li key={notice.id}>
              <One {...props} notice={notice} />
            </li>
          ))}
        </ul>
      )}
      {hold.state === 'confirmed' && isLaw(session) && <New {...props} />}
      {hold.state !== 'confirmed' && <p>{say('legal.notice-not-confirmed')}</p>}
    </LegalFrame>
  );
}

function One(props: PublishProps & { notice: PublicNotice }) {
  const { context, request, session, rule, silent, notice } = props;
  const { say, language } = request;
  const over = notice.until_on <= today(context);
  const at = over && notice.ended_at === null ? 'over' : standingOf(notice, silent);
  return (
    <>
      <p class="state">{say(`legal.posted-state-${at}`)}</p>
      <p>
        {say('legal.posted-days', {
          from: wordDay(language, notice.from_on),
          until: wordDay(language, notice.until_on),
        })}{' '}
        {say(`legal.notice-because-${notice.basis}`)}
      </p>
      {Object.entries(notice.sentences).map(([tag, text]) => (
        <blockquote key={tag} lang={tag} dir="auto">
          {text}
        </blockquote>
      ))}
      {at === 'asked' && <TurnOfSecond {...{ request, session, rule }} row={notice} />}
      {!over && mayAgree(session, notice, rule) && <Step {...props} step="agree" grave />}
      {!over && notice.ended_at === null && isLaw(session) && <Step {...props} step="end" />}
    </>
  );
}

function Step(props: PublishProps & { notice: PublicNotice; step: 'agree' | 'end'; grave?: boolean }) {
  const { request, hold, notice, step, grave } = props;
  const { say, language, csrf } = request;
  return (
    <Form action={withLanguage(`${publishPath(hold.id)}/${step}`, language)} csrf={csrf}>
      <input type="hidden" name="notice" value={notice.id} />
      <button type="submit" class={grave ? 'grave' : 'quiet'}>
        {say(`legal.posted-step-${step}`)}
      </button>
    </Form>
  );
}

function New({ context, request, hold, filled, wrong }: PublishProps) {
  const { say, language, csrf } = request;
  const at = wrong?.step === 'ask' ? fieldsOf(context)[wrong.code] : undefined;
  const told = wrong ? say(`fault.${wrong.code}`, { most: LONGEST_SENTENCE }) : undefined;
  const { from = today(context), until = addDays(today(context), USUAL_DAYS), sentences = {} } = filled;
  return (
    <>
      <h2>{say('legal.posted-new')}</h2>
      <Form action={withLanguage(`${publishPath(hold.id)}/ask`, language)} csrf={csrf}>
        <p class="hint">{say('legal.posted-new-hint')}</p>
        {at?.startsWith('said-') && <p class="field-error">{told}</p>}
        <SaidFields {...{ request, sentences }} languages={context.program.program.city.languages} first />
        {(
          [
            ['from', from],
            ['until', until],
          ] as const
        ).map(([name, value]) => (
          <div class={at === name ? 'field field-wrong' : 'field'} key={name}>
            <label for={name}>{say(`legal.posted-${name}`)}</label>
            <Hints name={name} error={at === name ? told : undefined} />
            <input
              id={name}
              name={name}
              type="date"
              value={value}
              required
              aria-describedby={at === name ? `${name}-error` : undefined}
            />
          </div>
        ))}
        <DecisionFields request={request} chosen={filled} wrong={wrong} />
        <button type="submit">{say('legal.posted-ask')}</button>
      </Form>
    </>
  );
}
