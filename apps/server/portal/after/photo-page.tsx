import { wordDay } from '@commonkey/words';
import { withLanguage } from '../../ui/layout.tsx';
import { PortalFrame } from '../frame.tsx';
import { UploadForm } from '../pages/upload-form.tsx';
import type { UploadTrouble } from '../pages/upload-trouble.ts';
import { restOf } from './added.ts';
import { type OwnDays, WhatMovesOwnDays } from './moves-days.tsx';
import { FOLLOW_PATH, MORE_PATH, PHOTO_PATH } from './paths.ts';
import { headOf } from './stands.ts';

type Props = OwnDays & { trouble?: UploadTrouble | undefined };

/** Another photo for the card, asked for or not: the same rules and the same form as the first. */
export function PhotoPage(props: Props) {
  const { context, request, session, heads, on, trouble } = props;
  const { say, language } = request;
  const { state, unmet, ends_on } = session.application;
  const day = wordDay(language, headOf(heads, 'card', on)?.endsOn ?? ends_on);
  const last = state === 'asked' && restOf(context, session).length === 0;
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('after.door-photo')}
      path={PHOTO_PATH}
      back={FOLLOW_PATH}
      errors={trouble === undefined ? {} : { picture: trouble.said }}
    >
      <ul>
        {['light', 'cover', 'whole'].map((rule) => (
          <li key={rule}>{say(`apply.face.${rule}`)}</li>
        ))}
      </ul>
      <p>{say('after.door-photo-note')}</p>
      {last && <p>{say('after.photo-back')}</p>}
      {last && unmet.length > 0 && (
        <p>
          {say('after.photo-sides')} <a href={withLanguage(MORE_PATH, language)}>{say('after.door-more')}</a>
        </p>
      )}
      <p>{say('after.photo-until', { day })}</p>
      <WhatMovesOwnDays {...props} />
      <UploadForm path={PHOTO_PATH} label={say('apply.face.choose')} want="face" {...{ request, trouble }} />
    </PortalFrame>
  );
}
