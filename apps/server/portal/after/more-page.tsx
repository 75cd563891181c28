import { wordDay } from '@commonkey/words';
import { cityWords } from '../../ui/city-words.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import { UploadForm } from '../pages/upload-form.tsx';
import type { UploadTrouble } from '../pages/upload-trouble.ts';
import type { PortalSession } from '../session.ts';
import { isLast } from './added.ts';
import { type OwnDays, WhatMovesOwnDays } from './moves-days.tsx';
import { FOLLOW_PATH, MORE_PATH } from './paths.ts';
import { headOf } from './stands.ts';

/** What another paper may be sent for; and, where something was asked for, the way back to the reviewer. */
export function MoreListPage(props: Visit & { session: PortalSession; needs: readonly string[] }) {
  const { context, request, session, needs } = props;
  const { say, language, csrf } = request;
  const city = cityWords(context.program.program, language);
  const asked = session.application.state === 'asked';
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('after.more-title')}
      path={MORE_PATH}
      back={FOLLOW_PATH}
    >
      <p class="lead">{say('after.more-lead')}</p>
      <ul>
        {needs.map((id) => (
          <li key={id}>
            <a href={withLanguage(`${MORE_PATH}/${id}`, language)}>{city(`requirement.${id}`)}</a>
          </li>
        ))}
      </ul>
      {asked && (
        <>
          <p>{say('after.more-at-once')}</p>
          <BothSides request={request} />
          <h2>{say('after.more-back-title')}</h2>
          <p>{say('after.more-back-note')}</p>
          <AskForm
            action={withLanguage(`${MORE_PATH}/back`, language)}
            csrf={csrf}
            say={say}
            button={say('after.more-back')}
          />
        </>
      )}
    </PortalFrame>
  );
}

/** Another paper for what was asked, one picture at a time. */
export function MorePage(props: OwnDays & { need: string; trouble?: UploadTrouble | undefined }) {
  const { context, request, session, heads, on, need, trouble } = props;
  const { say, language } = request;
  const city = cityWords(context.program.program, language);
  const day = wordDay(language, headOf(heads, 'papers', on)?.endsOn ?? session.application.ends_on);
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={city(`requirement.${need}`)}
      path={`${MORE_PATH}/${need}`}
      back={MORE_PATH}
      errors={trouble ? { picture: trouble.said } : {}}
    >
      {isLast(context, session, need) && (
        <div class="notice notice-amber">
          <p>{say('after.more-last')}</p>
          <BothSides request={request} />
        </div>
      )}
      <p>{say('after.more-sealed', { day })}</p>
      <WhatMovesOwnDays {...props} />
      <UploadForm
        path={`${MORE_PATH}/${need}`}
        label={say('after.more-choose')}
        want="paper"
        {...{ request, trouble }}
      />
    </PortalFrame>
  );
}

/** What to do with a paper that one picture does not show. */
function BothSides({ request: { say } }: Pick<Visit, 'request'>) {
  return <p>{say('after.more-sides', { again: say('after.door-again') })}</p>;
}
