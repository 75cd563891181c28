import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { Said } from '../../legal/service.ts';
import { cityWords } from '../../ui/city-words.ts';
import { LawMovesDays } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import type { RecordHead } from '../../vault/vault.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import type { PortalSession } from '../session.ts';
import { restOf } from './added.ts';
import { AddedBeforeAppeal, AddedPart } from './added-part.tsx';
import { CounselTells } from './counsel.tsx';
import {
  APPEAL_PATH,
  CORRECT_PATH,
  DESTROY_PATH,
  EXISTS_PATH,
  FOLLOW_PATH,
  MORE_PATH,
  NEW_CODE_PATH,
  PHOTO_PATH,
  PICK_UP_PATH,
  WITHDRAW_PATH,
} from './paths.ts';
import { CORRECTABLE, canAppeal, headOf, isLate, SAID } from './stands.ts';
import type { Done } from './write.ts';

export type FollowProps = Visit & {
  session: PortalSession;
  heads: readonly RecordHead[];
  on: PlainDate;
  /** One person is all of city hall: nobody else can look at an appeal, and the page says so. */
  alone: boolean;
  /** The city lost the keys to what was sent: whatever was decided, nothing comes of it any more. */
  keysLost: boolean;
  /** What the law department tells those whose records a hold takes. */
  told: readonly Said[];
  /** Something was just written. */
  done?: Done | undefined;
};

/** How it stands, what comes next and when, and what its owner can do about it. */
export function FollowPage(props: FollowProps) {
  const { context, request, session, done, alone, told } = props;
  const { say, language } = request;
  const said = saidOf(props);
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say(`after.${titleOf(session, said)}-title`, { count: session.application.unmet.length })}
      path={FOLLOW_PATH}
    >
      {done && !(done === 'more' && session.added !== 0) && (
        <p class={GRAVE.includes(done) ? 'notice notice-amber' : 'notice notice-leaf'} role="status">
          {say(`after.done-${done}`)}
        </p>
      )}
      {session.code !== null && (
        <p class="notice notice-amber">
          <a href={withLanguage(NEW_CODE_PATH, language)}>{say('after.new-code-waits')}</a>
        </p>
      )}
      <CounselTells {...{ request, told }} />
      <Standing {...props} said={said} />
      <h2>{say('after.do-title')}</h2>
      <ul class="doors">
        {doorsOf(props).map(({ path, key }) => (
          <li key={path}>
            <a href={withLanguage(path, language)}>{say(`after.door-${key}`)}</a>
            <p>{say(alone && key === 'appeal' ? 'after.appeal-alone' : `after.door-${key}-note`)}</p>
          </li>
        ))}
      </ul>
      <p class="aside">
        <a href={withLanguage('/notices', language)}>{say('after.notices')}</a>
      </p>
    </PortalFrame>
  );
}

type Stands = (typeof SAID)[keyof typeof SAID] | 'keys-lost';

const GRAVE: readonly Done[] = ['late', 'code-over'];

/** How it stands, as it is told. Too late to be decided is told as it will stand from the next pass on. */
function saidOf({ session, heads, on, alone, keysLost }: FollowProps): Stands {
  if (keysLost) return 'keys-lost';
  if (isLate(session.application, heads, on)) return 'lapsed';
  const said = SAID[session.application.state];
  return alone && said === 'appealed' ? 'waiting' : said;
}

/** What is asked for gives the page its name: papers, another photo, or both; or that they came. */
function titleOf({ application, added }: PortalSession, said: string): string {
  if (said !== 'asked') return said;
  if (added !== 0) return 'added';
  if (!application.face_asked) return said;
  return application.unmet.length === 0 ? 'asked-photo' : 'asked-both';
}

function Standing(props: FollowProps & { said: Stands }) {
  const { said, context, request, session, heads, on, alone } = props;
  const { say, language } = request;
  // The reviewers' key ends with the time to decide; the papers themselves may stay for an appeal.
  const endOf = (kind: 'review-box' | 'card') =>
    headOf(heads, kind, on)?.endsOn ?? session.application.ends_on;
  const day = (kind: 'review-box' | 'card') => wordDay(language, endOf(kind));
  switch (said) {
    case 'keys-lost':
      return (
        <>
          <p class="lead">{say('after.keys-lost-lead')}</p>
          <p>
            <a href={withLanguage('/apply', language)}>{say('after.keys-lost-again')}</a>
          </p>
        </>
      );
    case 'approved':
      return (
        <>
          <p class="lead">{say('after.approved-lead', { day: day('card') })}</p>
          <LawMovesDays say={say} />
          <p>{say('after.approved-papers')}</p>
          <p>{say('after.correct-closed')}</p>
        </>
      );
    case 'asked':
      if (session.added !== 0)
        return (
          <AddedPart
            {...{ context, request, session }}
            rest={restOf(context, session)}
            until={endOf('review-box')}
          />
        );
      return (
        <>
          <p class="lead">{say('after.asked-lead', { day: day('review-box') })}</p>
          <Unmet {...props} />
          <p>{say('after.asked-undecided')}</p>
          <LawMovesDays say={say} />
        </>
      );
    case 'denied':
      return <Denied {...props} />;
    case 'lapsed':
      return (
        <>
          <p class="lead">{say('after.lapsed-lead')}</p>
          <p>{say('after.withdrawn-law')}</p>
          <p>{say('after.withdraw-again')}</p>
          {session.application.state === 'lapsed' && (
            <p>{say('after.outcome-until', { day: wordDay(language, session.application.ends_on) })}</p>
          )}
        </>
      );
    default:
      return (
        <>
          <p class="lead">{say(`after.${said}-lead`, { day: day('review-box') })}</p>
          {alone && session.application.state === 'appealed' && <p>{say('after.appeal-alone')}</p>}
          {session.application.state === 'second-look' && <p>{say('after.correct-closed')}</p>}
          {/* A second look that nobody takes leaves the first yes: nothing is destroyed undecided then. */}
          {session.application.state !== 'second-look' && (
            <>
              <p>{say('after.waiting-undecided')}</p>
              <LawMovesDays say={say} />
            </>
          )}
        </>
      );
  }
}

/** Which requirement, what meets it, and another person who looks again: and no word about what was seen (UX-23). */
function Denied(props: FollowProps) {
  const { request, session, heads, on } = props;
  const { say, language } = request;
  const { appeal_until: until, ends_on } = session.application;
  const open = canAppeal(session.application, heads, on);
  return (
    <>
      {open && session.added !== 0 && <AddedBeforeAppeal request={request} />}
      <p class="lead">{say('after.denied-lead')}</p>
      <Unmet {...props} />
      <h2>{say('after.denied-fix-title')}</h2>
      <p>{say(open ? 'after.denied-fix' : 'after.denied-fix-closed')}</p>
      <p>
        <a href={withLanguage('/papers', language)}>{say('after.denied-papers')}</a>
      </p>
      <h2>{say('after.denied-next-title')}</h2>
      <p>
        {open && until !== null
          ? say('after.denied-open', { day: wordDay(language, until) })
          : say('after.denied-closed')}
      </p>
      {open && <p>{say('after.correct-appeal')}</p>}
      {open && <LawMovesDays say={say} />}
      {!open && (
        <>
          <p>{say('after.withdrawn-law')}</p>
          <p>{say('after.outcome-until', { day: wordDay(language, ends_on) })}</p>
        </>
      )}
    </>
  );
}

export function Unmet({ context, request, session }: Pick<FollowProps, 'context' | 'request' | 'session'>) {
  const city = cityWords(context.program.program, request.language);
  return (
    <ul>
      {session.application.face_asked && <li>{request.say('after.asked-photo')}</li>}
      {session.application.unmet.map((id) => (
        <li key={id}>{city(`requirement.${id}`)}</li>
      ))}
    </ul>
  );
}

const photoAlone = (row: PortalSession['application']) => row.face_asked && row.unmet.length === 0;

function doorsOf({ session, heads, on, keysLost }: FollowProps): { path: string; key: string }[] {
  const row = session.application;
  const opens = ({ path }: { path: string }) => !keysLost || path === EXISTS_PATH || path === WITHDRAW_PATH;
  const sealed = headOf(heads, 'papers', on) !== undefined;
  const late = isLate(row, heads, on);
  const asked = row.state === 'asked' && !late;
  const again = (row.state === 'waiting' || row.state === 'appealed') && session.offered !== 0;
  return [
    { path: PICK_UP_PATH, key: 'pick-up', when: row.state === 'approved' },
    { path: PHOTO_PATH, key: 'photo', when: asked && row.face_asked },
    { path: MORE_PATH, key: 'more', when: asked && sealed && !photoAlone(row) },
    { path: MORE_PATH, key: 'again', when: again && sealed && !late },
    { path: APPEAL_PATH, key: 'appeal', when: canAppeal(row, heads, on) },
    { path: CORRECT_PATH, key: 'correct', when: CORRECTABLE.includes(row.state) && !late },
    { path: EXISTS_PATH, key: 'exists', when: true },
    { path: DESTROY_PATH, key: 'destroy', when: row.state === 'denied' && sealed },
    { path: WITHDRAW_PATH, key: 'withdraw', when: row.state !== 'denied' && row.state !== 'lapsed' },
  ]
    .filter(opens)
    .flatMap(({ path, key, when }) => (when ? [{ path, key }] : []));
}
