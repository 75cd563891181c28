import type { PlainDate } from '@commonkey/program';
import type { Session, Visit } from '../../staff/service.ts';
import { REQUEST_CLASSES, REQUESTERS } from '../../store/tables/requests.ts';
import { ErrorSummary, type FieldErrors, Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { LongField, ReceivedField } from './fields.tsx';
import { NEW_REQUEST_PATH, REQUESTS_PATH } from './paths.ts';

type Props = Visit & {
  session: Session;
  id: string;
  today: PlainDate;
  filled: Readonly<Record<string, string | undefined>>;
  wrong: FieldErrors;
};

/** A request as it came. Who asked and their words are sealed; the rest is chosen from lists. */
export function NewRequestPage(props: Props) {
  const { request, id, today, filled, wrong } = props;
  const { say, language, csrf } = request;
  const failed = Object.keys(wrong).length > 0;
  return (
    <LegalFrame {...props} title={say('requests.new-title')} path={NEW_REQUEST_PATH} failed={failed}>
      <a class="back" href={withLanguage(REQUESTS_PATH, language)}>
        {say('requests.back')}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">{say('requests.new-lead')}</p>
      <Form action={withLanguage(NEW_REQUEST_PATH, language)} csrf={csrf} noValidate>
        <input type="hidden" name="id" value={id} />
        <ReceivedField
          label={say('requests.received-on')}
          hint={say('requests.received-hint')}
          error={wrong.receivedOn}
          value={filled.receivedOn}
          today={today}
        />
        <fieldset class="field">
          <legend>{say('requests.requester')}</legend>
          {REQUESTERS.map((one) => (
            <label key={one} class="check">
              <input
                type="radio"
                name="requester"
                value={one}
                checked={(filled.requester ?? 'ordinary') === one}
              />
              {say(`requests.requester-${one}`)}
            </label>
          ))}
        </fieldset>
        <fieldset class={wrong.classes ? 'field field-wrong' : 'field'} id="classes">
          <legend>{say('requests.classes')}</legend>
          <Hints name="classes" error={wrong.classes} />
          <div class="checks">
            {REQUEST_CLASSES.map((one) => (
              <label key={one} class="check">
                <input type="checkbox" name={`class-${one}`} checked={filled[`class-${one}`] === 'on'} />
                {say(`requests.class-${one}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <LongField
          name="contact"
          label={say('requests.contact')}
          hint={say('requests.contact-hint')}
          error={wrong.contact}
          value={filled.contact}
          rows={4}
        />
        <LongField
          name="words"
          label={say('requests.words')}
          hint={say('requests.words-hint')}
          value={filled.words}
          rows={8}
        />
        <button type="submit">{say('requests.new-button')}</button>
      </Form>
    </LegalFrame>
  );
}
