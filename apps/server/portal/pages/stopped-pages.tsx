import { wordDay } from '@commonkey/words';
import { LawMovesDays } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { EXISTS_PATH, RETURN_PATH, WITHDRAW_PATH } from '../after/paths.ts';
import { authorityFor } from '../after/waits.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import type { PortalSession } from '../session.ts';
import { closedWords } from '../switch/closed-page.tsx';
import type { Intake } from '../switch/intake.ts';

type Own = Visit & { session: PortalSession };
/** The same page in another language, and the draft again once it is taken. */
const NEXT = '/apply/next';

/** In place of a page of a draft while intake is stopped: nobody types what nobody takes. */
export function StoppedPage(props: Own & { intake: Intake }) {
  const { title, lead } = closedWords(props.request, props.intake);
  return (
    <PortalFrame {...props} title={title} path={NEXT}>
      <p class="lead">{lead}</p>
      <WhatStays {...props} />
    </PortalFrame>
  );
}

/** Intake was stopped between a page and its form: nothing is lost, and it says so. */
export function NotTakenPage(props: Own) {
  const { say } = props.request;
  return (
    <PortalFrame {...props} title={say('apply.not-taken.title')} path={NEXT}>
      <p class="lead">{say('apply.not-taken.lead')}</p>
      <WhatStays {...props} />
    </PortalFrame>
  );
}

/** What was saved and until when, where else to go, and what works as before: a stop takes nobody's rights. */
function WhatStays({ context, request, session }: Own) {
  const { say, language } = request;
  const saved = () => {
    const day = wordDay(language, session.application.ends_on);
    const authority = authorityFor(context.program.program, 'draft');
    return authority === undefined
      ? say('apply.not-taken.draft', { day })
      : say('apply.not-taken.draft-waits', { day, authority });
  };
  const doors = [
    { path: EXISTS_PATH, door: say('after.draft-exists'), note: say('after.door-exists-note') },
    { path: WITHDRAW_PATH, door: say('after.draft-withdraw'), note: say('after.draft-withdraw-note') },
    { path: RETURN_PATH, door: say('closed.return'), note: say('closed.before') },
  ];
  return (
    <>
      <p>{saved()}</p>
      <LawMovesDays say={say} />
      <h2>{say('closed.elsewhere-title')}</h2>
      <p>{say('closed.elsewhere')}</p>
      <h2>{say('after.do-title')}</h2>
      <ul class="doors">
        {doors.map(({ path, door, note }) => (
          <li key={path}>
            <a href={withLanguage(path, language)}>{door}</a>
            <p>{note}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
