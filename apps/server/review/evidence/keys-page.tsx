import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { ReviewScript } from '../script.tsx';
import type { OwnKey } from './keys.ts';
import { HALVES_PATH } from './newcomers/page.tsx';
import type { Unopenable } from './nobody.ts';
import type { EvidenceReadiness } from './readiness.ts';
import { Stuck } from './stuck.tsx';

type Props = Visit & {
  session: Session;
  keys: readonly OwnKey[];
  readiness: EvidenceReadiness;
  stuck: Unopenable;
};

/** The member's own keys, and whether the city can take applications with those of everybody. */
export function KeysPage(props: Props) {
  const { say } = props.request;
  const { keys } = props;
  return (
    <StaffFrame {...props} title={say('review.keys-title')} path="/evidence-keys">
      <p class="lead">{say('review.keys-lead')}</p>
      <Readiness {...props} />
      <h2>{say('review.keys-own')}</h2>
      {keys.length === 0 && <p class="nothing">{say('review.keys-none')}</p>}
      {keys.length > 0 && (
        <ul class="rows">
          {keys.map((key, place) => (
            <li key={key.credential}>
              <OwnKeyRow {...props} own={key} place={place + 1} />
            </li>
          ))}
        </ul>
      )}
      <div class="passkey" data-review-key>
        <button type="button" hidden data-review-make>
          {say('review.keys-make')}
        </button>
        <p role="status" class="field-error" data-review-status />
      </div>
      <p class="quiet-text">{say('review.keys-make-note')}</p>
      <noscript>
        <p class="notice notice-amber">{say('review.needs-script')}</p>
      </noscript>
      <ReviewScript />
    </StaffFrame>
  );
}

function Readiness({ request: { say, language }, session, readiness, stuck }: Props) {
  const { reviewers, officers, alone, ready } = readiness;
  return (
    <>
      <p class={ready ? 'notice notice-leaf' : 'notice notice-amber'}>
        {say(ready ? 'review.ready' : 'review.not-ready', { reviewers, officers })}
      </p>
      {alone && (
        <p class="notice notice-amber" role="note">
          {say('review.alone-officer')}
        </p>
      )}
      <Stuck say={say} stuck={stuck} />
      {session.roles.includes('evidence-officer') && (
        <p>
          <a href={withLanguage(HALVES_PATH, language)}>{say('review.halves-title')}</a>
        </p>
      )}
    </>
  );
}

function OwnKeyRow({ request, own, place }: Props & { own: OwnKey; place: number }) {
  const { say, language, csrf } = request;
  return (
    <>
      <p>
        {say('review.key', { place })} <code class="number">{own.publicKey.slice(-8)}</code>
      </p>
      <details>
        <summary>{say('review.key-remove-question', { place })}</summary>
        <p>{say('review.key-remove-sure')}</p>
        <Form action={withLanguage('/evidence-keys/remove', language)} csrf={csrf}>
          <input type="hidden" name="credential" value={own.credential} />
          <button type="submit" class="grave small" aria-label={say('review.key-remove-label', { place })}>
            {say('review.key-remove')}
          </button>
        </Form>
      </details>
    </>
  );
}
