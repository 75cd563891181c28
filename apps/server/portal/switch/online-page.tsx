import { wordDay } from '@commonkey/words';
import { Stuck, type Unopenable } from '../../review/service.ts';
import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import type { Intake } from './intake.ts';

export const ONLINE_PATH = '/online';

/** Staff: is intake open, why, and the one button that changes it. */
export function OnlinePage(
  props: Visit & { session: Session; intake: Intake; suspended: boolean; stuck: Unopenable },
) {
  const { intake, suspended, stuck } = props;
  const { say, language, csrf } = props.request;
  const { closed, readiness } = intake;
  const days = (day: string | null) => (day === null ? '' : wordDay(language, day));
  return (
    <StaffFrame {...props} title={say('switch.title')} path={ONLINE_PATH}>
      <p class={closed === null ? 'notice notice-leaf' : 'notice notice-amber'} role="status">
        <strong>{say(closed === null ? 'switch.open' : 'switch.closed')}</strong>{' '}
        {say(`switch.why-${closed ?? 'open'}`, { since: days(intake.since), until: days(intake.until) })}
      </p>
      <h2>{say('switch.needs-title')}</h2>
      <ul>
        <li>{say('switch.reviewers', { count: readiness.reviewers })}</li>
        <li>
          {say(readiness.alone ? 'switch.officers-alone' : 'switch.officers', { count: readiness.officers })}
        </li>
        {readiness.alone && <li>{say('switch.reviewer-alone')}</li>}
        {intake.until !== null && <li>{say('switch.until', { until: days(intake.until) })}</li>}
      </ul>
      <Stuck say={say} stuck={stuck} />
      <h2>{say(suspended ? 'switch.resume-title' : 'switch.suspend-title')}</h2>
      <p>{say(suspended ? 'switch.resume-lead' : 'switch.suspend-lead')}</p>
      <Form action={withLanguage(ONLINE_PATH, language)} csrf={csrf}>
        <input type="hidden" name="suspended" value={suspended ? 'no' : 'yes'} />
        <button type="submit" class={suspended ? undefined : 'grave'}>
          {say(suspended ? 'switch.resume' : 'switch.suspend')}
        </button>
      </Form>
      <p class="aside">{say('switch.dates-run')}</p>
    </StaffFrame>
  );
}
