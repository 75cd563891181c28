import { nativeName } from '@commonkey/words';
import type { Session, Visit } from '../../staff/service.ts';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { isLaw } from '../is-law.ts';
import { holdPath } from '../paths.ts';
import type { SecondRule } from '../second.ts';
import type { HoldView } from '../view.ts';
import type { Wording } from '../wording.ts';
import type { Progress } from './counts.ts';
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
import type { Telling } from './telling.ts';

export type TellProps = Visit & {
  session: Session;
  rule: SecondRule;
  hold: HoldView;
  telling: Telling | null;
  wording: Wording | null;
  /** Of the newest decision, in exact figures. */
  progress: Progress | null;
  /** The hold may not be spoken of. */
  silent: boolean;
  /** The city has somebody who carries messages. */
  carried: boolean;
  /** What the form says that came back. */
  chosen: Chosen;
  wrong: Refused | null;
  done?: string | undefined;
};

/** Whether those whose records a hold takes are told, decided by two; and how far it has come, in counts. */
export function TellPage(props: TellProps) {
  const { request, session, hold, telling, wording, silent, carried, done } = props;
  const { say, language } = request;
  const open = telling !== null && telling.ended_at === null && !telling.silenced;
  const worded = Object.keys(wording?.sentences ?? {}).length > 0;
  return (
    <LegalFrame
      {...props}
      title={say('legal.tell-title')}
      path={tellPath(hold.id)}
      failed={props.wrong !== null}
    >
      <a class="back" href={withLanguage(holdPath(hold.id), language)}>
        {say('legal.tell-back')}
      </a>
      <RefusalSummary request={request} wrong={props.wrong} elsewhere="message" />
      {done && (
        <p class="notice notice-leaf" role="status">
          {say(`legal.tell-done-${done}`)}
        </p>
      )}
      <p class="lead">{say('legal.tell-lead')}</p>
      <ul>
        <li>{say('legal.tell-who')}</li>
        <li>{say('legal.tell-when')}</li>
        <li>{say('legal.tell-then')}</li>
      </ul>
      <h2 id="message">{say('legal.tell-message')}</h2>
      <p class="hint">{say('legal.tell-message-note')}</p>
      {silent && (
        <p class="notice notice-amber" role="note">
          {say('legal.notice-silent')}
        </p>
      )}
      {!carried && (
        <p class="notice notice-amber" role="note">
          {say('legal.tell-no-carrier')}
        </p>
      )}
      {telling && <State {...props} telling={telling} />}
      {worded && <Words {...props} />}
      {!open && hold.state === 'confirmed' && isLaw(session) && <Ask {...props} worded={worded} />}
      {hold.state !== 'confirmed' && <p>{say('legal.notice-not-confirmed')}</p>}
      <h2>{say('legal.posted-title')}</h2>
      <p>
        {say('legal.posted-why')}{' '}
        <a href={withLanguage(publishPath(hold.id), language)}>{say('legal.posted-link')}</a>
      </p>
    </LegalFrame>
  );
}

function State(props: TellProps & { telling: Telling }) {
  const { request, session, rule, telling, silent, progress } = props;
  const { say } = request;
  const at = standingOf(telling, silent);
  return (
    <>
      <h2>{say('legal.notice-state')}</h2>
      <p class="state">{say(`legal.tell-state-${at}`)}</p>
      <p>{say(`legal.notice-because-${telling.basis}`)}</p>
      {at === 'asked' && <TurnOfSecond {...{ request, session, rule }} row={telling} />}
      {progress && telling.agreed_at !== null && (
        <ul>
          <li>{say('legal.tell-told', { count: progress.told })}</li>
          <li>{say('legal.tell-waiting', { count: progress.waiting })}</li>
          <li>{say('legal.tell-turns', { count: progress.done })}</li>
        </ul>
      )}
      {mayAgree(session, telling, rule) && <Step {...props} step="agree" grave />}
      {telling.ended_at === null && session.roles.includes('law-officer') && <Step {...props} step="end" />}
    </>
  );
}

/** What they read behind their code, and in which languages nobody has written it yet. */
function Words({ context, request, hold, wording }: TellProps) {
  const { say, language } = request;
  const has = wording?.sentences ?? {};
  const lacks = context.program.program.city.languages.filter((tag) => !Object.hasOwn(has, tag));
  return (
    <>
      <h2>{say('legal.tell-words')}</h2>
      {Object.entries(has).map(([tag, text]) => (
        <blockquote key={tag} lang={tag} dir="auto">
          {text}
        </blockquote>
      ))}
      {lacks.length > 0 && (
        <p>{say('legal.tell-words-lack', { languages: lacks.map((tag) => nativeName(tag)).join(', ') })}</p>
      )}
      <p>
        <a href={withLanguage(holdPath(hold.id, 'words'), language)}>{say('legal.words-change')}</a>
      </p>
    </>
  );
}

function Ask(props: TellProps & { worded: boolean }) {
  const { request, hold, worded } = props;
  const { say, language, csrf } = request;
  if (!worded)
    return (
      <p>
        {say('fault.telling-words-missing')}{' '}
        <a href={withLanguage(holdPath(hold.id, 'words'), language)}>{say('legal.words-change')}</a>
      </p>
    );
  return (
    <>
      <h2>{say('legal.tell-ask-title')}</h2>
      <Form action={withLanguage(`${tellPath(hold.id)}/ask`, language)} csrf={csrf}>
        <DecisionFields request={request} chosen={props.chosen} wrong={props.wrong} />
        <button type="submit">{say('legal.tell-ask')}</button>
      </Form>
    </>
  );
}

function Step({ request, hold, step, grave }: TellProps & { step: 'agree' | 'end'; grave?: boolean }) {
  const { say, language, csrf } = request;
  return (
    <Form action={withLanguage(`${tellPath(hold.id)}/${step}`, language)} csrf={csrf}>
      <button type="submit" class={grave ? 'grave' : 'quiet'}>
        {say(`legal.tell-step-${step}`)}
      </button>
    </Form>
  );
}
