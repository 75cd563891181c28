import { OWN_ANSWERS } from '../../store/tables/legal-tracks.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { has } from './matter.ts';
import { trackPath } from './paths.ts';
import type { MatterProps } from './props.ts';
import { Choice, StepForm, YesNo } from './step-form.tsx';

/** What may be done with somebody's own request next. */
export function OwnForms(props: MatterProps) {
  const { request, of, filled = {} } = props;
  const { say, language } = request;
  if (of.state === 'over')
    return has(of, 'answered') ? (
      <p>
        <a class="button" href={withLanguage(`${trackPath(of.id)}/letter`, language)}>
          {say('tracks.letter')}
        </a>
      </p>
    ) : null;
  return (
    <>
      <section class="sheet step" aria-labelledby="verify">
        <h2 id="verify">{say('tracks.verify-title')}</h2>
        <p>{say('tracks.verify-lead')}</p>
        <StepForm {...props} step="verified" look="quiet">
          <YesNo request={request} name="verified" />
        </StepForm>
      </section>
      <section class="sheet step" aria-labelledby="answer">
        <h2 id="answer">{say('tracks.answer-title')}</h2>
        <p>{say('tracks.answer-lead')}</p>
        <StepForm {...props} step="answer">
          <Choice
            name="answer"
            legend={say('tracks.head-answer')}
            chosen={filled.answer}
            of={OWN_ANSWERS.map((value) => ({ value, text: say(`tracks.answer-${value}`) }))}
          />
        </StepForm>
      </section>
      <StepForm {...props} step="withdraw" look="grave" />
    </>
  );
}
