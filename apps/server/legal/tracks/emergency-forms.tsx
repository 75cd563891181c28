import { addDays } from '@commonkey/program';
import { EMERGENCY_OUTCOMES } from '../../store/tables/legal-tracks.ts';
import { Hints } from '../../ui/form.tsx';
import { isPublishable, REVIEW_WITHIN_DAYS } from './emergency.ts';
import { has, lastOf } from './matter.ts';
import type { MatterProps } from './props.ts';
import { Choice, StepForm, YesNo } from './step-form.tsx';

/** What may be done with an emergency next. */
export function EmergencyForms(props: MatterProps) {
  const { of, officer, request } = props;
  const { say } = request;
  const law = officer.as === 'law-officer';
  const running = of.state !== 'over';
  return (
    <>
      {running && !has(of, 'called-back') && (
        <section class="sheet step" aria-labelledby="call-back">
          <h2 id="call-back">{say('tracks.call-back-title')}</h2>
          <StepForm {...props} step="called-back" look="quiet">
            <YesNo request={request} name="called-back" />
          </StepForm>
        </section>
      )}
      {of.state === 'proposed' && <Agree {...props} />}
      {(of.state === 'open' || of.state === 'proposed') && <Decide {...props} />}
      {running && !has(of, 'paper-came') && (
        <section class="sheet step" aria-labelledby="paper">
          <h2 id="paper">{say('tracks.paper-title')}</h2>
          <p>{say('tracks.paper-lead')}</p>
          <div class="row-actions">
            <StepForm {...props} step="paper-came" look="quiet" />
            <StepForm {...props} step="paper-asked" look="quiet" />
          </div>
        </section>
      )}
      {of.state === 'decided' && law && (
        <section class="sheet step" aria-labelledby="review">
          <h2 id="review">{say('tracks.review-title')}</h2>
          <p>{say('tracks.review-lead')}</p>
          <StepForm {...props} step="review" />
        </section>
      )}
      {isPublishable(of) && law && <Publish {...props} />}
    </>
  );
}

function Agree(props: MatterProps) {
  const { of, officer, request } = props;
  const { say } = request;
  const { decision } = of;
  if (!decision) return null;
  const own = decision.moved_by === officer.id;
  const law = [decision.moved_as, officer.as].includes('law-officer');
  return (
    <section class="sheet step" aria-labelledby="agree">
      <h2 id="agree">{say('tracks.agree-title')}</h2>
      {own && <p class="notice notice-amber">{say('tracks.agree-own')}</p>}
      {!own && !law && <p class="notice notice-amber">{say('fault.track-needs-law-officer')}</p>}
      {!own && law && <StepForm {...props} step="agree" />}
    </section>
  );
}

function Decide(props: MatterProps) {
  const { request, of, today, wrong = {}, filled = {} } = props;
  const { say } = request;
  const error = wrong.reviewOn;
  return (
    <section class="sheet step" aria-labelledby="decide">
      <h2 id="decide">{say(of.state === 'open' ? 'tracks.decide-title' : 'tracks.decide-again')}</h2>
      <p>{say('tracks.decide-lead')}</p>
      <StepForm {...props} step="decide">
        <Choice
          name="outcome"
          legend={say('tracks.head-outcome')}
          chosen={filled.outcome}
          of={EMERGENCY_OUTCOMES.map((value) => ({ value, text: say(`tracks.outcome-${value}`) }))}
        />
        <div class={error ? 'field field-wrong' : 'field'}>
          <label for="reviewOn">{say('tracks.head-review')}</label>
          <Hints
            name="reviewOn"
            hint={say('tracks.review-hint', { most: REVIEW_WITHIN_DAYS })}
            error={error}
          />
          <input
            id="reviewOn"
            name="reviewOn"
            type="date"
            min={addDays(today, 1)}
            max={addDays(today, REVIEW_WITHIN_DAYS)}
            value={filled.reviewOn}
            aria-describedby={error ? 'reviewOn-hint reviewOn-error' : 'reviewOn-hint'}
            aria-invalid={error ? 'true' : undefined}
          />
        </div>
      </StepForm>
    </section>
  );
}

function Publish(props: MatterProps) {
  const { of, officer, request } = props;
  const { say } = request;
  const asked = lastOf(of, 'publish-asked');
  return (
    <section class="sheet step" aria-labelledby="publish">
      <h2 id="publish">{say('tracks.publish-title')}</h2>
      <p>{say('tracks.publish-lead')}</p>
      {!asked && <StepForm {...props} step="publish-ask" look="quiet" />}
      {asked && asked.moved_by === officer.id && <p>{say('tracks.publish-own')}</p>}
      {asked && asked.moved_by !== officer.id && <StepForm {...props} step="publish" />}
    </section>
  );
}
