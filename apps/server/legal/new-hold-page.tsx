import type { Session, Visit } from '../staff/service.ts';
import { HOLD_REASONS } from '../store/tables/holds.ts';
import { ErrorSummary, Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { LegalFrame } from './frame.tsx';
import { isLaw } from './is-law.ts';
import { Choice, type Filled, ScopeForm } from './scope-form.tsx';
import type { FormFaults } from './wish.ts';

export const NEW_PATH = '/holds/new';

/** Any member of staff, in one step: what, of which days, and why. There is no field for anything else. */
export function NewHoldPage(
  props: Visit & { session: Session; id: string; faults: FormFaults; filled: Filled },
) {
  const { context, request, session, faults, filled, id } = props;
  const { say, language, csrf } = request;
  const worded = Object.fromEntries(
    Object.entries(faults).map(([field, code]) => [field, say(`legal.wrong-${code}`)]),
  );
  return (
    <LegalFrame
      {...props}
      title={say('legal.new-title')}
      path={NEW_PATH}
      failed={Object.keys(faults).length > 0}
    >
      <ErrorSummary say={say} errors={worded} />
      <p class="lead">{say('legal.new-lead')}</p>
      <p>{say('legal.new-when')}</p>
      <Form action={withLanguage(NEW_PATH, language)} csrf={csrf} noValidate>
        <input type="hidden" name="id" value={id} />
        <ScopeForm {...{ context, request, faults, filled }} />
        <fieldset class={faults.reason ? 'field field-wrong' : 'field'}>
          <legend>{say('legal.reason')}</legend>
          <p class="hint">{say('legal.reason-hint')}</p>
          {faults.reason && (
            <p id="reason-error" class="field-error">
              {worded.reason}
            </p>
          )}
          {HOLD_REASONS.map((value, at) => (
            <Choice
              key={value}
              {...{ filled, value }}
              name="reason"
              {...(at === 0 ? { id: 'reason' } : {})}
              label={say(`legal.reason-${value}`)}
            />
          ))}
        </fieldset>
        {isLaw(session) && (
          <div class="field">
            <label class="check">
              <input type="checkbox" name="gag" checked={filled.gag === 'on'} aria-describedby="gag-hint" />
              {say('legal.gag')}
            </label>
            <p id="gag-hint" class="hint">
              {say('legal.new-silent')}
            </p>
          </div>
        )}
        <button type="submit">{say('legal.new-button')}</button>
      </Form>
      <p class="aside">{say('legal.new-law')}</p>
    </LegalFrame>
  );
}
