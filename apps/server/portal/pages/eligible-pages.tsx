import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm, Radios } from '../kit.tsx';

/** Questions that decide whether applying makes sense at all. Nothing of their answers is kept, here or in the browser. */
export const ELIGIBLE = ['lives-here', 'age'] as const;
export type EligibleId = (typeof ELIGIBLE)[number];

/** Which of them this program asks. */
export function eligibleOf({ context }: Pick<Visit, 'context'>): readonly EligibleId[] {
  return context.program.program.eligible ? ELIGIBLE : ['lives-here'];
}

export function EligiblePage(props: Visit & { id: EligibleId; back: string; wrong?: boolean }) {
  const { context, request, id, back, wrong = false } = props;
  const { say, language, csrf } = request;
  const title = titleOf(props);
  const error = wrong ? say('apply.wrong.choose') : undefined;
  return (
    <PortalFrame
      {...{ context, request, title, back }}
      path={`/apply/${id}`}
      errors={error ? { answer: error } : {}}
      ownHeading
    >
      <AskForm action={withLanguage(`/apply/${id}`, language)} csrf={csrf} say={say}>
        <Radios
          name="answer"
          title={title}
          hint={say(`apply.${id}.hint`)}
          error={error}
          options={[
            { value: 'yes', label: say('apply.yes') },
            { value: 'no', label: say('apply.no') },
          ]}
        />
      </AskForm>
    </PortalFrame>
  );
}

function titleOf({ context, request, id }: Visit & { id: EligibleId }): string {
  const { city, eligible } = context.program.program;
  const { from, to } = eligible?.ages ?? {};
  const kind = to === undefined ? 'from' : from === undefined ? 'to' : 'both';
  return request.say(`apply.${id}.title`, { city: city.name, kind, from: from ?? 0, to: to ?? 0 });
}

/** Not a mistake and no dead end: what else there is (UX-03). */
export function NotEligiblePage({ context, request, id }: Visit & { id: EligibleId }) {
  const { say, language } = request;
  const { city } = context.program.program;
  return (
    <PortalFrame
      {...{ context, request }}
      title={say(`apply.${id}.no-title`)}
      path={`/apply/${id}/no`}
      back={`/apply/${id}`}
    >
      <p class="lead">{say(`apply.${id}.no-lead`, { city: city.name, card: city.cardName })}</p>
      <h2>{say('apply.next-title')}</h2>
      <p>{say(`apply.${id}.no-next`, { city: city.name })}</p>
      <p>{say('apply.nothing-kept')}</p>
      <p>
        <a class="button" href={withLanguage('/', language)}>
          {say('ui.to-start')}
        </a>
      </p>
    </PortalFrame>
  );
}
