import { wordDay } from '@commonkey/words';
import { LawMovesDays } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import { appliedBy } from '../questions/question.ts';
import type { PortalSession } from '../session.ts';
import { CodeSheet } from './code-sheet.tsx';

/**
 * Shown once, and again on reload, until the person says that it is written down. Its only address is this page's. Who helps
 * is told to hand it over and to keep none of it: it opens everything, and it is not theirs.
 */
export function CodePage({
  context,
  request,
  session,
  code,
}: Visit & { session: PortalSession; code: string }) {
  const { say, language, csrf } = request;
  const by = appliedBy(session);
  const day = wordDay(language, session.application.ends_on);
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('apply.code.title', { by })}
      path="/apply/code"
    >
      <p class="lead">{say('apply.code.lead', { by })}</p>
      <CodeSheet say={say} code={code} />
      <ul>
        <li>{say('apply.code.open', { by })}</li>
        <li>{say('apply.code.until', { by, day })}</li>
        <li>{say('apply.code.no-copy', { by })}</li>
      </ul>
      <LawMovesDays say={say} />
      <p class="no-print">{say('apply.code.print', { by })}</p>
      <AskForm
        action={withLanguage('/apply/code', language)}
        csrf={csrf}
        say={say}
        button={say('apply.code.written', { by })}
      />
    </PortalFrame>
  );
}
