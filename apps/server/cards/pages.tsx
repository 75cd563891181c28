import { type Session, StaffFrame, type Visit } from '../staff/service.ts';
import { ErrorSummary, Field, Form } from '../ui/form.tsx';
import { Layout, withLanguage } from '../ui/layout.tsx';

export type Outcome = 'asked' | 'done' | 'not-matched' | 'not-read';
const LANGUAGES = ['en', 'es'];

/** For holders, on the public origin: number and secret, no account, no script, the same answer for every mismatch. */
export function ReportLostPage({ context, request, outcome }: Visit & { outcome: Outcome }) {
  const { say, language, csrf } = request;
  return (
    <Layout
      say={say}
      language={language}
      languages={LANGUAGES}
      practice={context.config.practice}
      title={say(outcome === 'done' ? 'cards.lost-done-title' : 'cards.lost-title')}
      cityName={context.program.program.city.name}
      path="/report-lost"
    >
      {outcome === 'done' ? (
        <p role="status">{say('cards.lost-done')}</p>
      ) : (
        <>
          {outcome !== 'asked' && (
            <ErrorSummary
              say={say}
              title={say(`cards.lost-${outcome}-title`)}
              faults={[{ field: 'number', text: say(`cards.lost-${outcome}`) }]}
            />
          )}
          <p>{say('cards.lost-lead')}</p>
          <Form action={withLanguage('/report-lost', language)} csrf={csrf}>
            <Field
              name="number"
              label={say('cards.number')}
              hint={say('cards.number-hint')}
              inputMode="numeric"
              autocomplete="off"
              required
            />
            <Field
              name="secret"
              label={say('cards.secret')}
              hint={say('cards.secret-hint')}
              autocomplete="off"
              required
            />
            <button type="submit">{say('cards.lost-button')}</button>
          </Form>
          <p class="quiet">{say('cards.lost-without-slip')}</p>
        </>
      )}
    </Layout>
  );
}

/** At the counter: the officer holds the surrendered card. */
export function RevokePage(props: Visit & { session: Session; outcome: Outcome }) {
  const { say, language, csrf } = props.request;
  const { outcome } = props;
  return (
    <StaffFrame {...props} title={say('cards.revoke-title')} path="/cards">
      {outcome === 'done' && <p role="status">{say('cards.revoke-done')}</p>}
      {(outcome === 'not-matched' || outcome === 'not-read') && (
        <ErrorSummary
          say={say}
          title={say('cards.revoke-failed')}
          faults={[{ field: 'number', text: say(`cards.revoke-${outcome}`) }]}
        />
      )}
      <p>{say('cards.revoke-lead')}</p>
      <Form action={withLanguage('/cards/revoke', language)} csrf={csrf}>
        <Field
          name="number"
          label={say('cards.number')}
          hint={say('cards.number-hint')}
          inputMode="numeric"
          autocomplete="off"
          required
        />
        <button type="submit">{say('cards.revoke-button')}</button>
      </Form>
    </StaffFrame>
  );
}
