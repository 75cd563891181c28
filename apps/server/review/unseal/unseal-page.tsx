import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { ReviewScript } from '../script.tsx';

type Props = Visit & {
  session: Session;
  hasKey: boolean;
  /** Two officers can sign in: fewer open nothing by order. */
  byOrder: boolean;
};

/** Two officers at two screens. Everything that is sealed is opened by the script, and only here. */
export function UnsealPage(props: Props) {
  const { say, language } = props.request;
  return (
    <StaffFrame {...props} title={say('review.unseal-title')} path="/review/unseal">
      <p class="lead">{say('review.unseal-lead')}</p>
      {!props.byOrder && (
        <p class="notice notice-amber" role="note">
          {say('review.unseal-alone')}
        </p>
      )}
      {!props.hasKey && (
        <p class="notice notice-amber">
          {say('review.no-key')}{' '}
          <a href={withLanguage('/evidence-keys', language)}>{say('review.keys-title')}</a>
        </p>
      )}
      {props.hasKey && props.byOrder && (
        <div data-unseal-app data-called={props.session.called} data-csrf={props.request.csrf ?? ''} />
      )}
      <noscript>
        <p class="notice notice-amber">{say('review.needs-script')}</p>
      </noscript>
      <ReviewScript />
    </StaffFrame>
  );
}
