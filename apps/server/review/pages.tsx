import { type Session, StaffFrame, type Visit } from '../staff/service.ts';
import { withLanguage } from '../ui/layout.tsx';
import type { Unopenable } from './evidence/nobody.ts';
import { Stuck } from './evidence/stuck.tsx';
import { ReviewScript } from './script.tsx';

type Props = Visit & {
  session: Session;
  /** Full hours each one has waited. */
  waiting: readonly number[];
  /** One person is all of city hall: what was decided once may come back to the same eyes. */
  alone: boolean;
  stuck: Pick<Unopenable, 'another' | 'anybody'> & { lost: number };
  hasKey: boolean;
};

const BANDS = [
  { upTo: 24, key: 'review.band-day' },
  { upTo: 72, key: 'review.band-three-days' },
  { upTo: 168, key: 'review.band-week' },
  { upTo: Number.POSITIVE_INFINITY, key: 'review.band-longer' },
] as const;

/** The queue: how long they wait, and nothing else about anybody. The script opens the next in this page. */
export function QueuePage(props: Props) {
  const { say, language } = props.request;
  const { waiting, alone, stuck, hasKey, context } = props;
  const bands = BANDS.map(({ upTo, key }, place) => {
    const from = BANDS[place - 1]?.upTo ?? 0;
    return { key, count: waiting.filter((hours) => hours >= from && hours < upTo).length };
  });
  return (
    <StaffFrame {...props} title={say('review.title')} path="/review">
      <div data-review-queue>
        <p class="lead">{say('review.waiting', { count: waiting.length })}</p>
        {waiting.length > 0 && (
          <dl class="facts">
            {bands
              .filter(({ count }) => count > 0)
              .map(({ key, count }) => (
                <div key={key}>
                  <dt>{say(key)}</dt>
                  <dd>{say('review.applications', { count })}</dd>
                </div>
              ))}
          </dl>
        )}
        {alone && (
          <p class="notice notice-amber" role="note">
            {say('review.alone')}
          </p>
        )}
        <Stuck say={say} stuck={stuck} />
        {!hasKey && (
          <p class="notice notice-amber">
            {say('review.no-key')}{' '}
            <a href={withLanguage('/evidence-keys', language)}>{say('review.keys-title')}</a>
          </p>
        )}
        <p>{say('review.open-note', { minutes: 2 })}</p>
      </div>
      <div
        data-review-app
        data-called={props.session.called}
        data-ready={hasKey && waiting.length > 0 ? 'yes' : 'no'}
        data-version={context.program.program.version}
      />
      <noscript>
        <p class="notice notice-amber">{say('review.needs-script')}</p>
      </noscript>
      <ReviewScript />
    </StaffFrame>
  );
}
