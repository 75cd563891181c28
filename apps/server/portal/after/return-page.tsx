import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import { SHARED_IDLE_MINUTES } from '../session.ts';
import { RETURN_PATH } from './paths.ts';

/**
 * Back with a code: no account, and one answer for every code that opens nothing. What was typed is not shown again.
 *
 * @param props.over this browser was let in before and is no more
 */
export function ReturnPage(props: Visit & { wrong?: boolean; over?: boolean }) {
  const { context, request, wrong = false, over = false } = props;
  const { say, language, csrf } = request;
  const error = wrong ? say('after.return-wrong') : undefined;
  return (
    <PortalFrame
      {...{ context, request }}
      title={say('after.return-title')}
      path={RETURN_PATH}
      back="/"
      errors={error ? { code: error } : {}}
    >
      {over && <p class="notice">{say('after.return-over')}</p>}
      <p class="lead">{say('after.return-lead')}</p>
      <AskForm
        action={withLanguage(RETURN_PATH, language)}
        csrf={csrf}
        say={say}
        button={say('after.return-button')}
      >
        <div class={error ? 'field field-wrong' : 'field'}>
          <label for="code">{say('after.return-code')}</label>
          <p id="code-hint" class="hint">
            {say('after.return-hint')}
          </p>
          {error && (
            <p id="code-error" class="field-error">
              {error}
            </p>
          )}
          <input
            id="code"
            name="code"
            type="text"
            dir="ltr"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby={error ? 'code-hint code-error' : 'code-hint'}
            aria-invalid={error ? 'true' : undefined}
          />
        </div>
        <label class="check">
          <input type="checkbox" name="shared" value="yes" aria-describedby="shared-hint" />
          {say('after.return-shared')}
        </label>
        <p id="shared-hint" class="hint">
          {say('after.return-shared-hint', { minutes: SHARED_IDLE_MINUTES })}
        </p>
      </AskForm>
      <p class="aside">{say('after.return-lost')}</p>
    </PortalFrame>
  );
}
