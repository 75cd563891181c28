import { lapseOn, plainDateIn } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { LawMovesDays, WhatMovesDays } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { appliedBy } from '../questions/question.ts';
import type { PortalSession } from '../session.ts';

type DoneProps = Visit & {
  session: PortalSession;
  /** The city lost the keys to it: nobody looks at it, and nothing comes next. */
  keysLost: boolean;
};

/** Stored durably, and only then said (UX-14). Reload and bookmark show the same; nothing that was typed is on it (UX-13). */
export function DonePage({ context, request, session, keysLost }: DoneProps) {
  const { say, language } = request;
  const { program } = context.program;
  const by = appliedBy(session);
  const { reference, waiting_since: since, ends_on } = session.application;
  const sent = plainDateIn(program.city.timeZone, since ?? context.clock.now());
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say(keysLost ? 'after.keys-lost-title' : 'apply.done.title')}
      path="/apply/done"
    >
      {keysLost && <KeysLost request={request} />}
      <div class={keysLost ? 'notice' : 'notice notice-leaf'} role="status">
        <p>
          {say('apply.done.reference')}{' '}
          <strong>
            <code dir="ltr">{reference.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </strong>
        </p>
        <p>{say('apply.done.reference-note')}</p>
      </div>
      {!keysLost && (
        <>
          <h2>{say('apply.done.next-title')}</h2>
          <ol>
            <li>{say('apply.done.looks', { by, day: wordDay(language, lapseOn(program, sent)) })}</li>
            <li>{say('apply.done.follow', { by })}</li>
            <li>{say('apply.done.pick-up', { by })}</li>
          </ol>
          <h2>{say('apply.done.code-title', { by })}</h2>
          <p>{say('apply.done.code', { by })}</p>
        </>
      )}
      <h2>{say('apply.done.keep-title')}</h2>
      <p>{say('apply.done.keep', { day: wordDay(language, ends_on) })}</p>
      {keysLost ? <LawMovesDays say={say} /> : <WhatMovesDays {...{ program, say }} />}
      <p class="no-print">{say('apply.done.print')}</p>
      <ul class="no-print">
        {!keysLost && (
          <li>
            <a href={withLanguage('/apply/return', language)}>{say('apply.done.return', { by })}</a>
          </li>
        )}
        <li>
          <a href={withLanguage('/', language)}>{say('ui.to-start')}</a>
        </li>
      </ul>
    </PortalFrame>
  );
}

function KeysLost({ request }: Pick<Visit, 'request'>) {
  const { say, language } = request;
  return (
    <>
      <p class="lead">{say('after.keys-lost-lead')}</p>
      <p>
        <a href={withLanguage('/apply', language)}>{say('after.keys-lost-again')}</a>
      </p>
    </>
  );
}
