import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { cityWords } from '../../ui/city-words.ts';
import { withLanguage } from '../../ui/layout.tsx';
import type { Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import type { PortalSession } from '../session.ts';
import { APPEAL_PATH, MORE_PATH, PHOTO_PATH } from './paths.ts';

type Props = Visit & { session: PortalSession; rest: readonly string[]; until: PlainDate };

/** A picture came and no reviewer has it yet: what else was asked for, and one button that gives it to them. */
export function AddedPart({ context, request, session, rest, until }: Props) {
  const { say, language, csrf } = request;
  const city = cityWords(context.program.program, language);
  const { face_asked: face } = session.application;
  return (
    <>
      <p class="lead">{say('after.added-lead', { day: wordDay(language, until) })}</p>
      {(face || rest.length > 0) && (
        <>
          <p>{say('after.added-rest')}</p>
          <ul>
            {face && (
              <li>
                <a href={withLanguage(PHOTO_PATH, language)}>{say('after.asked-photo')}</a>
              </li>
            )}
            {rest.map((id) => (
              <li key={id}>
                <a href={withLanguage(`${MORE_PATH}/${id}`, language)}>{city(`requirement.${id}`)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <AskForm
        action={withLanguage(`${MORE_PATH}/back`, language)}
        csrf={csrf}
        say={say}
        button={say('after.more-back')}
      />
      <p>{say('after.more-back-note')}</p>
    </>
  );
}

/** After a no it is of use with an appeal alone. */
export function AddedBeforeAppeal({ request }: Pick<Visit, 'request'>) {
  const { say, language } = request;
  return (
    <div class="notice notice-amber">
      <p>{say('after.added-denied')}</p>
      <p>
        <a class="button" href={withLanguage(APPEAL_PATH, language)}>
          {say('after.door-appeal')}
        </a>
      </p>
    </div>
  );
}
