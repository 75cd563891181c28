import { type Session, StaffFrame, type Visit } from '../staff/service.ts';
import { Field, Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';

/** The second step before a desk's key is distrusted: what it does, and the key it does it to. */
export function StolenPage(props: Visit & { session: Session; kid: string | undefined }) {
  const { say, language, csrf } = props.request;
  return (
    <StaffFrame {...props} title={say('desks.stolen-title')} path="/shifts">
      <p class="lead">{say('desks.stolen-lead')}</p>
      <Form action={withLanguage('/shifts/stolen', language)} csrf={csrf}>
        <Field
          name="key"
          label={say('desks.stolen-key')}
          hint={say('desks.stolen-key-hint')}
          value={props.kid}
          autocomplete="off"
          required
        />
        <button type="submit" class="grave">
          {say('desks.stolen-button')}
        </button>
      </Form>
    </StaffFrame>
  );
}
