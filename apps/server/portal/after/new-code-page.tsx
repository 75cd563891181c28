import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import { CodeSheet } from '../pages/code-sheet.tsx';
import { appliedBy } from '../questions/question.ts';
import type { PortalSession } from '../session.ts';
import { NEW_CODE_PATH } from './paths.ts';
import type { Done } from './write.ts';

/**
 * The code that comes with what was just written. The old one counts until this one is used or confirmed (F-08).
 *
 * @param props.shown says which code this page shows, to nobody who does not have it
 */
export function NewCodePage(
  props: Visit & { session: PortalSession; code: string; shown: string; done: Done | undefined },
) {
  const { context, request, session, code, shown, done } = props;
  const { say, language, csrf } = request;
  const by = appliedBy(session);
  const path = done ? `${NEW_CODE_PATH}?done=${done}` : NEW_CODE_PATH;
  return (
    <PortalFrame {...{ context, request, session, path }} title={say('after.new-code-title')}>
      <p class="lead">{say('after.new-code-lead')}</p>
      <CodeSheet say={say} code={code} />
      <p>{say('after.new-code-old')}</p>
      <p class="no-print">{say('apply.code.print', { by })}</p>
      <AskForm
        action={withLanguage(path, language)}
        csrf={csrf}
        say={say}
        button={say('apply.code.written', { by })}
      >
        <input type="hidden" name="shown" value={shown} />
      </AskForm>
    </PortalFrame>
  );
}
