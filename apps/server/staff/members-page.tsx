import { Field, Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { StaffFrame, type Visit } from './frame.tsx';
import type { Member } from './members.ts';
import { ROLES, type Role } from './roles.ts';
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
            <MemberRow visit={visit} member={member} stays={isLastAdministrator(member, visit.members)} />
          </li>
        ))}
      </ul>
      <InviteForm {...visit} />
    </StaffFrame>
  );
}

/** Whether nobody else who can sign in could let anybody in. The service refuses too; here it is said beforehand. */
function isLastAdministrator(member: Member, members: readonly Member[]): boolean {
  const able = ({ roles, passkeys }: Member) => roles.includes('administrator') && passkeys > 0;
  return able(member) && members.filter(able).length === 1;
}

function MemberRow({ visit, member, stays }: { visit: SignedIn; member: Member; stays: boolean }) {
  const { say, language, csrf } = visit.request;
  const { id, called } = member;
  return (
    <section aria-labelledby={`m-${id}`}>
      <h2 id={`m-${id}`}>{called}</h2>
      <p class="quiet-text">{say('staff.member-passkeys', { count: member.passkeys })}</p>
      <Form action={withLanguage('/staff/roles', language)} csrf={csrf}>
        <input type="hidden" name="member" value={id} />
        {stays && <input type="hidden" name="role-administrator" value="on" />}
        <fieldset>
          <legend>{say('staff.roles-of', { called })}</legend>
          <div class="checks">
            {ROLES.map((role) => (
              <RoleTick
                key={role}
                role={role}
                label={say(`staff.role-${role}`)}
                ticked={member.roles.includes(role)}
                fixed={stays && role === 'administrator'}
              />
            ))}
          </div>
        </fieldset>
        {stays && <p class="quiet-text">{say('staff.last-administrator')}</p>}
        <button type="submit" class="small">
          {say('staff.roles-save')}
        </button>
      </Form>
      <div class="row-actions">
        <Form action={withLanguage('/staff/link', language)} csrf={csrf}>
          <input type="hidden" name="member" value={id} />
          <button type="submit" class="quiet small" aria-label={say('staff.new-link-label', { called })}>
            {say('staff.new-link')}
          </button>
        </Form>
        {!stays && <LeaveForm visit={visit} member={member} />}
      </div>
    </section>
  );
}

/** Grave and final, so it takes two steps: open, then press. */
function LeaveForm({ visit, member: { id, called } }: { visit: SignedIn; member: Member }) {
  const { say, language, csrf } = visit.request;
  return (
    <details>
      <summary>{say('staff.leave-question', { called })}</summary>
      <Form action={withLanguage('/staff/leave', language)} csrf={csrf}>
        <input type="hidden" name="member" value={id} />
        <p>{say('staff.leave-sure', { called })}</p>
        <button type="submit" class="grave small">
          {say('staff.leave', { called })}
        </button>
      </Form>
    </details>
  );
}

function RoleTick(props: { role: Role; label: string; ticked: boolean; fixed?: boolean }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        name={`role-${props.role}`}
        value="on"
        checked={props.ticked}
        disabled={props.fixed === true}
      />
      <span>{props.label}</span>
    </label>
  );
}

function InviteForm(visit: SignedIn) {
  const { say, language, csrf } = visit.request;
  return (
    <section class="sheet" aria-labelledby="invite">
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
          <div class="checks">
            {ROLES.filter((role) => role !== 'administrator').map((role) => (
              <RoleTick key={role} role={role} label={say(`staff.role-${role}`)} ticked={false} />
            ))}
          </div>
        </fieldset>
        <button type="submit">{say('staff.invite-button')}</button>
      </Form>
    </section>
  );
}
