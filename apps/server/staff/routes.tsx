import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { toldDoubt } from '../holds/clock-doubt.ts';
import { post } from '../http/body.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { askKeyState } from '../keeper/notice.tsx';
import { overdueReviews } from '../legal/service.ts';
import { withLanguage } from '../ui/layout.tsx';
import { actionHash, approve, approved, askApproval, isAlone, openApprovals } from './approvals.ts';
import {
  approvalBody,
  inviteBody,
  memberBody,
  nothing,
  removePasskeyBody,
  rolesBody,
  tickedRoles,
} from './bodies.ts';
import { STAFF_STATUS, type StaffCode } from './errors.ts';
import { orSignIn, requireStaff, staffPage } from './gate.ts';
import { changeRole, invite, leave, listMembers, newLink, recordRole, setRole } from './members.ts';
import { MembersPage } from './members-page.tsx';
import { ApprovalsPage, HomePage, LinkPage, PasskeysPage } from './pages.tsx';
import { removePasskey } from './passkeys.ts';
import { ROLES, type Role } from './roles.ts';
import type { Session } from './sessions.ts';
import { addJoining, addSignIn, signOut } from './sign-in-routes.tsx';
import { typedPost } from './typed-post.tsx';
import { words } from './words.ts';

/** Staff: who works here, how they sign in, and what takes two of them. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: STAFF_STATUS,
    words,
    desk: (app) => addSignIn(context, app, 'desk'),
    staff: (app) => {
      addSignIn(context, app, 'staff');
      addJoining(context, app);
      addOwnPages(context, app);
      addMembers(context, app);
      addApprovals(context, app);
    },
  };
}

function addOwnPages(context: Context, app: FastifyInstance): void {
  staffPage(context, app, '/', [], async (request, reply, session) => {
    const keys = await askKeyState(context);
    const { timeZone } = context.program.program.city;
    const law = session.roles.includes('law-officer');
    const lateReviews = law ? await overdueReviews(context.store.read, timeZone, context.clock.now()) : 0;
    const told = await toldDoubt(context.config.dataFolder);
    return reply.page(<HomePage {...{ context, request, session, keys, told, lateReviews }} />);
  });
  post(app, '/sign-out', nothing, async (request, reply) => {
    await signOut(context, request.cookies, reply, 'staff');
    return reply.redirect(withLanguage('/sign-in', request.language), 303);
  });
  staffPage(context, app, '/passkeys', [], async (request, reply, session) => {
    const passkeys = await context.store.read
      .selectFrom('staff_passkeys')
      .select(['credential_id as id', 'added_on as addedOn', 'synced'])
      .where('staff_id', '=', session.staffId)
      .where('active', '=', true)
      .orderBy('added_on')
      .orderBy('credential_id')
      .execute();
    return reply.page(<PasskeysPage {...{ context, request, session, passkeys }} />);
  });
  typedPost(context, app, '/passkeys/remove', removePasskeyBody, async (request, reply, body) => {
    const session = await orSignIn(request, reply, '/passkeys', () =>
      requireStaff(context, request, 'staff', [], { fresh: true }),
    );
    if (!session) return reply;
    await context.store.write((tx) => removePasskey(context, tx, session.staffId, body.credential));
    return reply.redirect(withLanguage('/passkeys', request.language), 303);
  });
}

function addMembers(context: Context, app: FastifyInstance): void {
  const administrator = (request: FastifyRequest, reply: FastifyReply) =>
    orSignIn(request, reply, '/staff', () =>
      requireStaff(context, request, 'staff', ['administrator'], { fresh: true }),
    );
  const linkPage = (
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    called: string,
    token: string,
  ) => {
    const link = `${context.config.origins.staff.origin}/join#${token}`;
    return reply.page(<LinkPage {...{ context, request, session, called, link }} />);
  };

  staffPage(context, app, '/staff', ['administrator'], async (request, reply, session) => {
    const members = await listMembers(context.store.read);
    return reply.page(<MembersPage {...{ context, request, session, members }} />);
  });
  typedPost(context, app, '/staff/invite', inviteBody, async (request, reply, body) => {
    const session = await administrator(request, reply);
    if (!session) return reply;
    const who = { called: body.called, roles: tickedRoles(body) };
    const { token } = await context.store.write((tx) => invite(context, tx, who));
    return linkPage(request, reply, session, body.called, token);
  });
  typedPost(context, app, '/staff/link', memberBody, async (request, reply, body) => {
    const session = await administrator(request, reply);
    if (!session) return reply;
    const member = (await listMembers(context.store.read)).find(({ id }) => id === body.member);
    if (!member) throw new Fault<StaffCode>('member-unknown');
    const token = await context.store.write((tx) => newLink(context, tx, member.id));
    return linkPage(request, reply, session, member.called, token);
  });
  typedPost(context, app, '/staff/leave', memberBody, async (request, reply, body) => {
    if (!(await administrator(request, reply))) return reply;
    await context.store.write((tx) => leave(context, tx, body.member));
    return reply.redirect(withLanguage('/staff', request.language), 303);
  });
  typedPost(context, app, '/staff/roles', rolesBody, async (request, reply, body) => {
    const session = await administrator(request, reply);
    if (!session) return reply;
    const asked = await context.store.write((tx) =>
      saveRoles(context, tx, session, body.member, tickedRoles(body)),
    );
    return reply.redirect(withLanguage(asked ? '/approvals' : '/staff', request.language), 303);
  });
}

/** Gives and takes roles as ticked; the administrator's is put up for a second person. True when it was. */
async function saveRoles(
  context: Context,
  tx: Parameters<Parameters<Context['store']['write']>[0]>[0],
  session: Session,
  staffId: string,
  ticked: readonly Role[],
): Promise<boolean> {
  const member = (await listMembers(tx)).find(({ id }) => id === staffId);
  if (!member) throw new Fault<StaffCode>('member-unknown');
  let asked = false;
  for (const role of ROLES) {
    const active = ticked.includes(role);
    if (active === member.roles.includes(role)) continue;
    if (role === 'administrator' && active) {
      const wish = {
        action: 'grant-administrator',
        facts: { staffId },
        subject: staffId,
        askedBy: session.staffId,
      } as const;
      await askApproval(context, tx, wish);
      asked = true;
    } else await changeRole(context, tx, { staffId, role, active });
  }
  return asked;
}

/** What this page approves. Opening sealed evidence has a page of its own, where the second half is given. */
const GRANT = 'grant-administrator';

function addApprovals(context: Context, app: FastifyInstance): void {
  staffPage(context, app, '/approvals', ['administrator'], async (request, reply, session) => {
    const { read } = context.store;
    const approvals = await openApprovals(read, session.staffId, context.clock.now(), GRANT);
    const alone = await isAlone(read, GRANT);
    const names = new Map((await listMembers(read)).map(({ id, called }) => [id, called]));
    return reply.page(<ApprovalsPage {...{ context, request, session, approvals, alone, names }} />);
  });
  post(app, '/approvals/approve', approvalBody, async (request, reply, body) => {
    const session = await orSignIn(request, reply, '/approvals', () =>
      requireStaff(context, request, 'staff', ['administrator'], { fresh: true }),
    );
    if (!session) return reply;
    await context.store.write(async (tx) => {
      const { action, subject } = await approve(context, tx, body.id, session.staffId, GRANT);
      await approved(context, tx, actionHash(action, { staffId: subject }));
      await setRole(tx, subject, 'administrator', true);
      await recordRole(context, tx, 'administrator', true);
    });
    return reply.redirect(withLanguage('/approvals', request.language), 303);
  });
}
