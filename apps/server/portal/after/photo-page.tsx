import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { UploadForm } from '../pages/upload-form.tsx';
import type { PortalSession } from '../session.ts';
import { FOLLOW_PATH, PHOTO_PATH } from './paths.ts';

type Props = Visit & { session: PortalSession; error?: string | undefined };

/** The other photo for the card, where one was asked for: the same rules and the same form as the first. */
export function PhotoPage({ context, request, session, error }: Props) {
  const { say, language, csrf } = request;
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('after.door-photo')}
      path={PHOTO_PATH}
      back={FOLLOW_PATH}
      errors={error === undefined ? {} : { picture: error }}
    >
      <ul>
        {['light', 'cover', 'whole'].map((rule) => (
          <li key={rule}>{say(`apply.face.${rule}`)}</li>
        ))}
      </ul>
      <p>{say('after.door-photo-note')}</p>
      {session.application.unmet.length === 0 && <p>{say('after.photo-back')}</p>}
      <UploadForm
        action={withLanguage(PHOTO_PATH, language)}
        label={say('apply.face.choose')}
        want="face"
        {...{ csrf, say, error }}
      />
    </PortalFrame>
  );
}
