import { waysOf } from '../../notices/service.ts';
import type { WhoOpens } from '../../review/service.ts';
import { ChannelTable, CostAndTime, ProgramNotices } from '../../ui/channels.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { today } from '../draft.ts';
import { PortalFrame, type Visit } from '../frame.tsx';

/** Before anything is asked: what it is, who for, cost, time, papers, what is kept, other ways (UX-01, UX-02). */
export function StartPage({ context, request, opens }: Visit & { opens: WhoOpens }) {
  const { say, language } = request;
  const { program } = context.program;
  const facts = { program, say, language, today: today(context) };
  const go = (
    <p>
      <a class="button" href={withLanguage('/apply/lives-here', language)}>
        {say('apply.start.begin')}
      </a>
    </p>
  );
  return (
    <PortalFrame
      {...{ context, request }}
      title={say('apply.start.title', { card: program.city.cardName })}
      path="/apply"
      back="/"
    >
      <p class="lead">{say('apply.start.lead', { card: program.city.cardName, city: program.city.name })}</p>
      <p>{say('apply.start.for')}</p>
      <CostAndTime {...facts} />
      <ProgramNotices {...{ program, language }} where="portal-start" />
      <h2>{say('apply.start.need-title')}</h2>
      <ul>
        <li>
          {say('apply.start.need-papers')}{' '}
          <a href={withLanguage('/papers', language)}>{say('apply.start.need-papers-link')}</a>
        </li>
        <li>{say('apply.start.need-photo')}</li>
        <li>{say('apply.start.need-code')}</li>
      </ul>
      {go}
      <p>
        {say('apply.start.return')}{' '}
        <a href={withLanguage('/apply/return', language)}>{say('apply.start.return-link')}</a>
      </p>
      <ChannelTable
        {...facts}
        alone={opens.alone}
        secondLook={opens.secondLook}
        contact={waysOf(context.notices).length > 0}
      />
    </PortalFrame>
  );
}
