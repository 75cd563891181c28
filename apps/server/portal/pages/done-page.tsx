import { lapseOn, plainDateIn } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { WhatMovesDays } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { appliedBy } from '../questions/question.ts';
import type { PortalSession } from '../session.ts';

/** Stored durably, and only then said (UX-14). Reload and bookmark show the same; nothing that was typed is on it (UX-13). */
export function DonePage({ context, request, session }: Visit & { session: PortalSession }) {
  const { say, language } = request;
  const { program } = context.program;
  const by = appliedBy(session);
  const { reference, waiting_since: since, ends_on } = session.application;
  const sent = plainDateIn(program.city.timeZone, since ?? context.clock.now());
  return (
    <PortalFrame {...{ context, request, session }} title={say('apply.done.title')} path="/apply/done">
      <div class="notice notice-leaf" role="status">
        <p>
          {say('apply.done.reference')}{' '}
          <strong>
            <code dir="ltr">{reference.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </strong>
        </p>
        <p>{say('apply.done.reference-note')}</p>
      </div>
      <h2>{say('apply.done.next-title')}</h2>
      <ol>
        <li>{say('apply.done.looks', { by, day: wordDay(language, lapseOn(program, sent)) })}</li>
        <li>{say('apply.done.follow', { by })}</li>
        <li>{say('apply.done.pick-up', { by })}</li>
      </ol>
      <h2>{say('apply.done.code-title', { by })}</h2>
      <p>{say('apply.done.code', { by })}</p>
      <h2>{say('apply.done.keep-title')}</h2>
      <p>{say('apply.done.keep', { day: wordDay(language, ends_on) })}</p>
      <WhatMovesDays {...{ program, say }} />
      <p class="no-print">{say('apply.done.print')}</p>
      <ul class="no-print">
        <li>
          <a href={withLanguage('/apply/return', language)}>{say('apply.done.return', { by })}</a>
        </li>
        <li>
          <a href={withLanguage('/', language)}>{say('ui.to-start')}</a>
        </li>
      </ul>
    </PortalFrame>
  );
}
