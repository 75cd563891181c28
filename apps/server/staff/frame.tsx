import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Context } from '../context.ts';
import { Form } from '../ui/form.tsx';
import { Layout, withLanguage } from '../ui/layout.tsx';
import type { Role } from './roles.ts';
import type { Session } from './sessions.ts';

/** What a page of the staff origin needs besides its own content. */
export type Visit = { context: Context; request: FastifyRequest; session?: Session };

export const STAFF_SCRIPT = '/assets/staff.js';

const DOORS: readonly { path: string; key: string; roles: readonly Role[] }[] = [
  {
    path: '/shifts',
    key: 'staff.nav-shifts',
    roles: ['desk-supervisor', 'clerk', 'records-officer', 'cards-officer'],
  },
  { path: '/event-days', key: 'staff.nav-event-days', roles: ['event-manager', 'desk-supervisor'] },
  {
    path: '/door',
    key: 'staff.nav-door',
    roles: ['event-manager', 'desk-supervisor', 'clerk'],
  },
  { path: '/cards', key: 'staff.nav-cards', roles: ['cards-officer'] },
  { path: '/records', key: 'staff.nav-records', roles: ['records-officer'] },
  { path: '/review', key: 'staff.nav-review', roles: ['reviewer'] },
  { path: '/review/unseal', key: 'staff.nav-unseal', roles: ['evidence-officer'] },
  {
    path: '/evidence-keys',
    key: 'staff.nav-evidence-keys',
    roles: ['reviewer', 'evidence-officer'],
  },
  { path: '/demands', key: 'staff.nav-demands', roles: ['law-officer', 'records-officer'] },
  { path: '/holds', key: 'staff.nav-holds', roles: [] },
  { path: '/requests', key: 'staff.nav-requests', roles: ['public-records-officer', 'law-officer'] },
  {
    path: '/tracks',
    key: 'staff.nav-tracks',
    roles: ['law-officer', 'public-records-officer', 'records-officer'],
  },
  {
    path: '/clocks',
    key: 'staff.nav-clocks',
    roles: ['law-officer', 'public-records-officer', 'records-officer'],
  },
  { path: '/exposure', key: 'staff.nav-exposure', roles: ['law-officer'] },
  {
    path: '/question-reviews',
    key: 'staff.nav-questions',
    roles: ['records-officer', 'law-officer'],
  },
  { path: '/online', key: 'staff.nav-online', roles: ['administrator', 'records-officer'] },
  { path: '/staff', key: 'staff.nav-staff', roles: ['administrator'] },
  { path: '/approvals', key: 'staff.nav-approvals', roles: ['administrator'] },
  { path: '/passkeys', key: 'staff.nav-passkeys', roles: [] },
];

/** The doors open to a session. */
export function doorsFor(session: Session) {
  return DOORS.filter(
    ({ roles }) => roles.length === 0 || roles.some((role) => session.roles.includes(role)),
  );
}

/** Frame of every staff page: the layout, and for those signed in their doors and the way out. */
export function StaffFrame(
  props: Visit & {
    title: string;
    path: string;
    script?: boolean;
    /** More scripts of this origin, by their addresses. */
    scripts?: readonly string[];
    refresh?: number;
    failed?: boolean;
    children: ComponentChildren;
  },
) {
  const { context, request, session } = props;
  const { say, language } = request;
  return (
    <Layout
      say={say}
      language={language}
      practice={context.config.practice}
      title={props.title}
      cityName={context.program.program.city.name}
      languages={request.languages}
      path={props.path}
      scripts={[...(props.script ? [STAFF_SCRIPT] : []), ...(props.scripts ?? [])]}
      refresh={props.refresh}
      failed={props.failed === true}
      nav={session && <StaffNav request={request} session={session} path={props.path} />}
    >
      {props.children}
    </Layout>
  );
}

function StaffNav(props: { request: FastifyRequest; session: Session; path: string }) {
  const { say, language, csrf } = props.request;
  const doors = [{ path: '/', key: 'staff.nav-home' }, ...doorsFor(props.session)];
  return (
    <nav class="staff-nav" aria-label={say('staff.nav')}>
      <ul>
        {doors.map(({ path, key }) => (
          <li key={path}>
            <a href={withLanguage(path, language)} aria-current={path === props.path ? 'page' : undefined}>
              {say(key)}
            </a>
          </li>
        ))}
      </ul>
      <Form action={withLanguage('/sign-out', language)} csrf={csrf}>
        <button type="submit" class="quiet small">
          {say('staff.sign-out')}
        </button>
      </Form>
    </nav>
  );
}
