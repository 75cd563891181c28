import { withLanguage } from '../../ui/layout.tsx';
import type { Answers } from '../answers.ts';
import { rulesNow } from '../draft.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import type { PortalSession } from '../session.ts';
import { misfit, pathOf } from '../steps.ts';
import { backFrom, pathTo } from '../way.ts';

/** Way and birth date do not go together. Nobody did anything wrong: both ways out are here. */
export function FitsPage({
  context,
  request,
  session,
  answers,
}: Visit & { session: PortalSession; answers: Answers }) {
  const { say, language } = request;
  const rules = rulesNow(context);
  const why = misfit(rules, answers) ?? 'path';
  const path = pathOf(rules.program, answers) ?? 'self';
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say(`apply.fits.${why}-title`)}
      path={pathTo('fits')}
      back={backFrom(rules, answers, 'fits')}
    >
      <p class="lead">{say(`apply.fits.${why}`, { path })}</p>
      <ul class="choices">
        <li>
          <a href={withLanguage(pathTo('birth'), language)}>{say('apply.fits.birth')}</a>
        </li>
        {why === 'path' && (
          <li>
            <a href={withLanguage(pathTo('who'), language)}>{say('apply.fits.who')}</a>
          </li>
        )}
      </ul>
      <p>{say('apply.fits.person')}</p>
    </PortalFrame>
  );
}
