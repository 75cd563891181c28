import { Field, Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { StaffFrame, type Visit } from './frame.tsx';
import type { Member } from './members.ts';
import { ROLES } from './roles.ts';
import type { Session } from './sessions.ts';

type SignedIn = Visit & { session: Session };

/** Who works here, with their roles; inviting and letting go. */
export function MembersPage(visit: SignedIn & { members: readonly Member[] }) {
  const { say } = visit.request;
  return (
    <StaffFrame {...visit} title={say('staff.members-title')} path="/staff">
      <ul class="rows">
        {visit.members.map((member) => (
          <li key={member.id}>
            <MemberRow visit={visit} member={member} />
          </li>
        ))}
      </ul>
      <InviteForm {...visit} />
    </StaffFrame>
  );
}

function MemberRow({ visit, member }: { visit: SignedIn; member: Member }) {
  const { say, language, csrf } = visit.request;
  const { id, called } = member;
  return (
    <section aria-labelledby={`m-${id}`}>
      <h2 id={`m-${id}`}>{called}</h2>
      <p>{say('staff.member-passkeys', { count: member.passkeys })}</p>
      <Form action={withLanguage('/staff/roles', language)} csrf={csrf}>
        <input type="hidden" name="member" value={id} />
        <fieldset>
          <legend>{say('staff.roles-of', { called })}</legend>
          {ROLES.map((role) => (
            <label key={role} class="check">
              <input type="checkbox" name={`role-${role}`} value="on" checked={member.roles.includes(role)} />
              {say(`staff.role-${role}`)}
            </label>
          ))}
        </fieldset>
        <button type="submit">{say('staff.roles-save')}</button>
      </Form>
      <div class="row-actions">
        <Form action={withLanguage('/staff/link', language)} csrf={csrf}>
          <input type="hidden" name="member" value={id} />
          <button type="submit" aria-label={say('staff.new-link-label', { called })}>
            {say('staff.new-link')}
          </button>
        </Form>
        <Form action={withLanguage('/staff/leave', language)} csrf={csrf}>
          <input type="hidden" name="member" value={id} />
          <button type="submit" aria-label={say('staff.leave-label', { called })}>
            {say('staff.leave')}
          </button>
        </Form>
      </div>
    </section>
  );
}

function InviteForm(visit: SignedIn) {
  const { say, language, csrf } = visit.request;
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{say('staff.invite-title')}</h2>
      <p>{say('staff.invite-lead')}</p>
      <Form action={withLanguage('/staff/invite', language)} csrf={csrf}>
        <Field
          name="called"
          label={say('staff.invite-called')}
          hint={say('staff.invite-called-hint')}
          required
        />
        <fieldset>
          <legend>{say('staff.invite-roles')}</legend>
          {ROLES.filter((role) => role !== 'administrator').map((role) => (
            <label key={role} class="check">
              <input type="checkbox" name={`role-${role}`} value="on" />
              {say(`staff.role-${role}`)}
            </label>
          ))}
        </fieldset>
        <button type="submit">{say('staff.invite-button')}</button>
      </Form>
    </section>
  );
}
