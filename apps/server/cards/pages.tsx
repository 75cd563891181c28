import { readSerial, readSlipSecret } from '@commonkey/credential';
import { type Session, StaffFrame, type Visit } from '../staff/service.ts';
import { ErrorSummary, Field, type FieldErrors, Form } from '../ui/form.tsx';
import { Layout, withLanguage } from '../ui/layout.tsx';

export type Outcome = 'asked' | 'done' | 'not-matched' | 'not-read';

/** `typed` tells which field to put right. No answer repeats it (T1), so that no page in a cache or history has it. */
type LostProps = Visit & { outcome: Outcome; typed?: { number: string; secret: string } };

/** For holders, on the public origin: number and secret, no account, no script, the same answer for every mismatch. */
export function ReportLostPage(props: LostProps) {
  const { context, request, outcome } = props;
  const { say, language } = request;
  const errors = lostErrors(props);
  return (
    <Layout
      say={say}
      language={language}
      languages={request.languages}
      practice={context.config.practice}
      title={say(outcome === 'done' ? 'cards.lost-done-title' : 'cards.lost-title')}
      cityName={context.program.program.city.name}
      path="/report-lost"
      failed={Object.keys(errors).length > 0}
      back
    >
      {outcome === 'done' ? (
        <>
          <p class="notice notice-leaf" role="status">
            {say('cards.lost-done')}
          </p>
          <p>{say('cards.lost-after')}</p>
        </>
      ) : (
        <LostForm {...props} errors={errors} />
      )}
    </Layout>
  );
}

function LostForm({ request, errors }: LostProps & { errors: FieldErrors }) {
  const { say, language, csrf } = request;
  return (
    <>
      <ErrorSummary say={say} errors={errors} />
      <p class="lead">{say('cards.lost-lead')}</p>
      <Form action={withLanguage('/report-lost', language)} csrf={csrf} noValidate>
        <Field
          name="number"
          label={say('cards.number')}
          hint={say('cards.number-hint')}
          error={errors['number']}
          inputMode="numeric"
          autocomplete="off"
        />
        <Field
          name="secret"
          label={say('cards.secret')}
          hint={say('cards.secret-hint')}
          error={errors['secret']}
          autocomplete="off"
        />
        <button type="submit">{say('cards.lost-button')}</button>
      </Form>
      <p class="aside">{say('cards.lost-without-slip')}</p>
    </>
  );
}

/** What has to be put right, by field. A mismatch is nobody's field alone, so it is said at the first. */
function lostErrors({ request: { say }, outcome, typed }: LostProps): FieldErrors {
  if (outcome === 'not-matched') return { number: say('cards.lost-not-matched') };
  if (outcome !== 'not-read' || !typed) return {};
  const errors: Record<string, string> = {};
  if (readSerial(typed.number) === undefined) errors['number'] = say('cards.lost-not-read-number');
  if (readSlipSecret(typed.secret) === undefined) errors['secret'] = say('cards.lost-not-read-secret');
  return errors;
}

/** At the counter: the officer holds the surrendered card. */
export function RevokePage(props: Visit & { session: Session; outcome: Outcome }) {
  const { say, language, csrf } = props.request;
  const { outcome } = props;
  const wrong = outcome === 'not-matched' || outcome === 'not-read';
  const errors: FieldErrors = wrong ? { number: say(`cards.revoke-${outcome}`) } : {};
  return (
    <StaffFrame {...props} title={say('cards.revoke-title')} path="/cards" failed={wrong}>
      {outcome === 'done' && (
        <p class="notice notice-leaf" role="status">
          {say('cards.revoke-done')}
        </p>
      )}
      <ErrorSummary say={say} errors={errors} />
      <p class="lead">{say('cards.revoke-lead')}</p>
      <Form action={withLanguage('/cards/revoke', language)} csrf={csrf}>
        <Field
          name="number"
          label={say('cards.number')}
          hint={say('cards.number-hint')}
          error={errors['number']}
          inputMode="numeric"
          autocomplete="off"
        />
        <button type="submit" class="grave">
          {say('cards.revoke-button')}
        </button>
      </Form>
    </StaffFrame>
  );
}
