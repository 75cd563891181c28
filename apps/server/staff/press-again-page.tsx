import { Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { StaffFrame, type Visit } from './frame.tsx';

/**
 * What was typed, given back to the browser that sent it, in a form that sends it again. Nothing of it is kept here, and none of it
 * is in an address.
 */
export function PressAgainPage(props: Visit & { typed: readonly (readonly [string, string])[] }) {
  const { request, typed } = props;
  const { say, language, csrf } = request;
  return (
    <StaffFrame {...props} title={say('staff.press-again-title')} path="/" failed>
      <p class="notice notice-amber" role="alert">
        {say('staff.press-again-lead')}
      </p>
      <p>
        <a class="button quiet" href={withLanguage('/sign-in', language)} target="_blank" rel="noopener">
          {say('staff.press-again-touch')}
        </a>
      </p>
      <Form action={request.url} csrf={csrf} noValidate>
        {typed.map(([name, value]) => (
          // Names are the form's own, and two of one name say different things.
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{say('staff.press-again-button')}</button>
      </Form>
    </StaffFrame>
  );
}
