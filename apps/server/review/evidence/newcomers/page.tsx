import { type Session, StaffFrame, type Visit } from '../../../staff/service.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import { ReviewScript } from '../../script.tsx';
import type { Unopenable } from '../nobody.ts';
import { Stuck } from '../stuck.tsx';
import type { Colleague, Lacking } from './lacking.ts';

const STEPS = ['hand', 'begin', 'finish'] as const;

type Props = Visit & { session: Session; lacking: Lacking; stuck: Pick<Unopenable, 'halves'> };

export const HALVES_PATH = '/evidence-halves';

/** Who has no half of how many applications, and the two steps in which two others give one. No application is named. */
export function HalvesPage(props: Props) {
  const { session, lacking, stuck } = props;
  const { say, language } = props.request;
  const me = lacking.colleagues.find(({ staffId }) => staffId === session.staffId);
  const others = lacking.colleagues.filter((one) => one !== me && one.counts.has < lacking.all);
  return (
    <StaffFrame {...props} title={say('review.halves-title')} path={HALVES_PATH}>
      <p class="lead">{say('review.halves-lead', { alone: lacking.onceAlone })}</p>
      {!me && (
        <p class="notice notice-amber">
          {say('review.halves-no-key')}{' '}
          <a href={withLanguage('/evidence-keys', language)}>{say('review.keys-title')}</a>
        </p>
      )}
      <p role="status" class="notice" hidden data-halves-status />
      <div data-halves>
        <p class={lacking.lacking === 0 ? 'notice notice-leaf' : 'notice'}>
          {say(`review.halves-${stateOf(lacking)}`, { count: lacking.lacking, all: lacking.all })}
        </p>
        <Stuck say={say} stuck={stuck} />
        {(['alone', 'onceAlone'] as const)
          .filter((kind) => lacking[kind] > 0)
          .map((kind) => (
            <p key={kind} class="notice notice-amber" role="note">
              {say(WITH_ONE[kind], { count: lacking[kind] })}
            </p>
          ))}
        {me && <Own {...props} all={lacking.all} me={me} />}
        {others.length > 0 && (
          <>
            <h2>{say('review.halves-colleagues')}</h2>
            <ul class="rows">
              {others.map((colleague) => (
                <li key={colleague.staffId}>
                  <Giving {...props} colleague={colleague} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <h2>{say('review.halves-how')}</h2>
      <ol>
        {howTo(others).map((step) => (
          <li key={step}>{say(`review.halves-how-${step}`)}</li>
        ))}
      </ol>
      <noscript>
        <p class="notice notice-amber">{say('review.needs-script')}</p>
      </noscript>
      <ReviewScript />
    </StaffFrame>
  );
}

/** One person has both halves now; and a backup from when one had them. */
const WITH_ONE = { alone: 'review.halves-alone', onceAlone: 'review.halves-once-alone' } as const;

/** Handing over is a step of its own, which no second person finishes. */
function howTo(others: readonly Colleague[]): string[] {
  const hands = others.some(({ counts }) => counts.hand > 0);
  const gives = !hands || others.some(({ counts }) => counts.begin + counts.finish > 0);
  return ['compare', ...(hands ? ['hand'] : []), ...(gives ? ['first', 'second'] : []), 'again'];
}

function stateOf({ all, lacking }: Lacking): 'nothing' | 'well' | 'lacking' {
  if (all === 0) return 'nothing';
  return lacking === 0 ? 'well' : 'lacking';
}

function Own({ request: { say }, all, me }: Props & { all: number; me: Colleague }) {
  const { has, handed } = me.counts;
  const count = all - has - handed;
  return (
    <>
      {count > 0 && <p class="notice notice-amber">{say('review.halves-own', { count })}</p>}
      {handed > 0 && <p class="notice notice-amber">{say('review.halves-own-handed', { count: handed })}</p>}
    </>
  );
}

/** One colleague: the end of each of their keys, what is left to do, and a button for what this member can do of it. */
function Giving({ request: { say }, colleague }: Props & { colleague: Colleague }) {
  const { staffId, called, keys, counts } = colleague;
  return (
    <>
      <h3>{called}</h3>
      <p>
        {say('review.halves-keys', { count: keys.length })}{' '}
        {keys.map((key) => (
          <>
            <code class="number" dir="ltr">
              {key}
            </code>{' '}
          </>
        ))}
      </p>
      <ul>
        {(['hand', 'handed', 'begin', 'finish', 'waits', 'later', 'cannot'] as const)
          .filter((standing) => counts[standing] > 0)
          .map((standing) => (
            <li key={standing}>{say(`review.halves-${standing}`, { count: counts[standing] })}</li>
          ))}
      </ul>
      <div class="review-tools">
        {STEPS.filter((step) => counts[step] > 0).map((step) => (
          <button key={step} type="button" hidden data-halves-step={step} data-halves-for={staffId}>
            {say(`review.halves-do-${step}`, { called })}
          </button>
        ))}
      </div>
    </>
  );
}
