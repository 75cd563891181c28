import type { Doubt } from '../holds/clock-doubt.ts';
import type { KeyState } from '../keeper/key-state.ts';
import { KeyNotice } from '../keeper/notice.tsx';
import { Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import type { Approval } from './approvals.ts';
import { ClockNotice } from './clock-notice.tsx';
import { doorsFor, StaffFrame, type Visit } from './frame.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import type { Session } from './sessions.ts';

type SignedIn = Visit & { session: Session };

/** @param visit.lateReviews holds that nobody has looked at in time, for whoever of the law department asks */
export function HomePage(
  visit: SignedIn & { keys: KeyState | null; told: Doubt | null; lateReviews: number },
) {
  const { say, language } = visit.request;
  return (
    <StaffFrame {...visit} title={say('staff.home-title', { called: visit.session.called })} path="/">
      <KeyNotice request={visit.request} state={visit.keys} />
      <ClockNotice request={visit.request} clock={visit.context.clock} told={visit.told} />
      {visit.lateReviews > 0 && (
        <p class="notice notice-amber" role="note">
          {say('staff.reviews-late', { count: visit.lateReviews })}{' '}
          <a href={withLanguage('/holds', language)}>{say('staff.nav-holds')}</a>
        </p>
      )}
      <ul class="doors">
        {doorsFor(visit.session).map(({ path, key }) => (
          <li key={path}>
            <a href={withLanguage(path, language)}>{say(key)}</a>
            <p>{say(`${key}-note`)}</p>
          </li>
        ))}
      </ul>
    </StaffFrame>
  );
}

/** `again`: somebody signed in who has to use the passkey once more for a sensitive step. */
export function SignInPage(visit: Visit & { again: boolean }) {
  const { say } = visit.request;
  return (
    <StaffFrame {...visit} title={say('staff.sign-in-title')} path="/sign-in" script>
      <p class="lead">{say(visit.again ? 'staff.sign-in-again' : 'staff.sign-in-lead')}</p>
      <PasskeyButton visit={visit} work="sign-in" label={say('staff.sign-in-button')} />
      <noscript>
        <p class="notice notice-amber">{say('staff.needs-script')}</p>
      </noscript>
    </StaffFrame>
  );
}

export function JoinPage(visit: Visit) {
  const { say } = visit.request;
  return (
    <StaffFrame {...visit} title={say('staff.join-title')} path="/join" script>
      <p class="lead">{say('staff.join-lead')}</p>
      <p>{say('staff.join-second')}</p>
      <PasskeyButton visit={visit} work="join" label={say('staff.join-button')} />
      <noscript>
        <p class="notice notice-amber">{say('staff.needs-script')}</p>
      </noscript>
    </StaffFrame>
  );
}

export function PasskeysPage(
  visit: SignedIn & { passkeys: readonly { id: string; addedOn: string; synced: boolean }[] },
) {
  const { say, language, csrf } = visit.request;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const only = visit.passkeys.length === 1;
  return (
    <StaffFrame {...visit} title={say('staff.passkeys-title')} path="/passkeys" script>
      {only && <p class="notice notice-amber">{say('staff.passkeys-one')}</p>}
      <ul class="rows">
        {visit.passkeys
          .map((passkey) => ({ ...passkey, on: day.format(new Date(passkey.addedOn)) }))
          .map(({ id, on, synced }) => (
            <li key={id}>
              <p>{say(synced ? 'staff.passkey-synced' : 'staff.passkey-bound', { on })}</p>
              {only ? (
                <p class="quiet-text">{say('staff.passkey-last')}</p>
              ) : (
                <Form action={withLanguage('/passkeys/remove', language)} csrf={csrf}>
                  <input type="hidden" name="credential" value={id} />
                  <button
                    type="submit"
                    class="grave small"
                    aria-label={say('staff.passkey-remove-label', { on })}
                  >
                    {say('staff.passkey-remove')}
                  </button>
                </Form>
              )}
            </li>
          ))}
      </ul>
      <PasskeyButton visit={visit} work="add-passkey" label={say('staff.passkey-add')} />
    </StaffFrame>
  );
}

/** A link just made, shown once. The secret is behind the `#`, which browsers send to nobody. */
export function LinkPage(visit: SignedIn & { called: string; link: string }) {
  const { say, language } = visit.request;
  return (
    <StaffFrame {...visit} title={say('staff.link-title', { called: visit.called })} path="/staff">
      <p class="lead">{say('staff.link-lead')}</p>
      <p class="once">
        <code>{visit.link}</code>
      </p>
      <p>
        <a href={withLanguage('/staff', language)}>{say('staff.back-to-staff')}</a>
      </p>
    </StaffFrame>
  );
}

export function ApprovalsPage(
  visit: SignedIn & { approvals: readonly Approval[]; alone: boolean; names: ReadonlyMap<string, string> },
) {
  const { say, language, csrf } = visit.request;
  const name = (id: string) => visit.names.get(id) ?? say('staff.somebody');
  return (
    <StaffFrame {...visit} title={say('staff.approvals-title')} path="/approvals">
      <p class="lead">{say('staff.approvals-rule')}</p>
      {visit.alone && (
        <p class="notice notice-amber" role="note">
          {say('staff.approvals-alone')}
        </p>
      )}
      {visit.approvals.length === 0 && <p class="nothing">{say('staff.approvals-none')}</p>}
      {visit.approvals.length > 0 && (
        <ul class="rows">
          {visit.approvals.map((approval) => (
            <li key={approval.id}>
              <p>
                {say(`staff.action-${approval.action}`, {
                  subject: name(approval.subject),
                  asker: name(approval.askedBy),
                })}
              </p>
              {approval.mine ? (
                <Form action={withLanguage('/approvals/approve', language)} csrf={csrf}>
                  <input type="hidden" name="id" value={approval.id} />
                  <button type="submit">{say('staff.approve')}</button>
                </Form>
              ) : (
                <p class="quiet-text">{say('staff.approval-waits')}</p>
              )}
            </li>
          ))}
        </ul>
      )}
    </StaffFrame>
  );
}
