import { endOf } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { WhatMovesDays } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { partsWait } from '../../uploads/part-route.ts';
import type { Answers } from '../answers.ts';
import { rulesNow } from '../draft.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import { forWhom } from '../questions/question.ts';
import type { PortalSession } from '../session.ts';
import { backFrom, pathTo } from '../way.ts';
import { UploadForm } from './upload-form.tsx';
import type { UploadTrouble } from './upload-trouble.ts';

export type FacePageProps = Visit & { session: PortalSession; answers: Answers; trouble?: UploadTrouble };

/** The picture for the card: sent, then looked at. */
export function FacePage({ context, request, session, answers, trouble }: FacePageProps) {
  const { say, language, csrf } = request;
  const rules = rulesNow(context);
  const whom = forWhom({ answers, helper: session.helper });
  const form = {
    request,
    trouble,
    path: pathTo('face'),
    want: 'face',
    label: say('apply.face.choose'),
  } as const;
  const day = wordDay(language, endOf(rules.program, 'card', { submission: rules.on }));
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('apply.face.title', { whom })}
      path={pathTo('face')}
      back={backFrom(rules, answers, 'face')}
      errors={trouble === undefined ? {} : { picture: trouble.said }}
    >
      {answers.face === undefined ? (
        <>
          <ul>
            {['light', 'cover', 'whole'].map((rule) => (
              <li key={rule}>{say(`apply.face.${rule}`)}</li>
            ))}
          </ul>
          <p>{say('apply.face.until', { day })}</p>
          <WhatMovesDays {...{ program: rules.program, say }} />
          <UploadForm {...form} />
        </>
      ) : (
        <>
          <p class="lead">{say('apply.face.look')}</p>
          <img
            class="face-sent"
            src={`/apply/picture/${answers.face}`}
            alt={say('apply.face.picture', { whom })}
          />
          <AskForm action={withLanguage('/apply/face/keep', language)} csrf={csrf} say={say} />
          <details class="another" open={trouble !== undefined || partsWait(request, form.path)}>
            <summary>{say('apply.face.another')}</summary>
            <UploadForm {...form} />
          </details>
        </>
      )}
    </PortalFrame>
  );
}
