import { lapseOn, type PlainDate } from '@commonkey/program';
import { pickUpText } from '@commonkey/shift';
import { wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { withOneAlone } from '../../review/service.ts';
import { LawMovesDays } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { QrPicture } from '../../ui/qr-picture.tsx';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import type { PortalSession } from '../session.ts';
import { CounselWords } from './counsel.tsx';
import { Unmet } from './follow-page.tsx';
import {
  APPEAL_PATH,
  DESTROY_PATH,
  FOLLOW_PATH,
  MORE_PATH,
  PICK_UP_PATH,
  WITHDRAW_PATH,
  withdrawnPath,
} from './paths.ts';
import { takeBackField } from './took-back.ts';

type Own = Visit & { session: PortalSession };

export function AppealPage({
  context,
  request,
  session,
  on,
  alone,
}: Own & { on: PlainDate; alone: boolean }) {
  const { say, language, csrf } = request;
  const day = wordDay(language, lapseOn(context.program.program, on));
  return (
    <Confirm {...{ context, request, session }} title={say('after.appeal-title')} path={APPEAL_PATH}>
      <p class="lead">{say('after.appeal-lead')}</p>
      <Unmet {...{ context, request, session }} />
      <ul>
        <li>{say(alone ? 'after.appeal-alone' : 'after.appeal-other')}</li>
        <li>{say('after.appeal-days', { day })}</li>
        <li>{say('after.appeal-once')}</li>
      </ul>
      <LawMovesDays say={say} />
      <p>
        <a href={withLanguage(MORE_PATH, language)}>{say('after.appeal-more')}</a>
      </p>
      <AskForm
        action={withLanguage(APPEAL_PATH, language)}
        csrf={csrf}
        say={say}
        button={say('after.appeal-button')}
      />
    </Confirm>
  );
}

export function DestroyPage({ context, request, session, said }: Own & { said: string | null }) {
  const { say, language } = request;
  const day = wordDay(language, session.application.ends_on);
  return (
    <Confirm {...{ context, request, session }} title={say('after.destroy-title')} path={DESTROY_PATH}>
      <p class="lead">{say('after.destroy-lead')}</p>
      <ul>
        <li>{say('after.destroy-appeal')}</li>
        <li>{say('after.destroy-row', { day })}</li>
      </ul>
      <CounselWords {...{ request, said }} />
      <p>{say('after.withdrawn-law')}</p>
      <GraveForm request={request} path={DESTROY_PATH} button={say('after.destroy-button')} />
    </Confirm>
  );
}

/** Of what was sent, or of a draft: that one was never sent, and nobody waits for a decision about it. */
export function WithdrawPage({
  context,
  request,
  session,
  said,
  deskHours,
}: Own & { said: string | null; deskHours: number | null }) {
  const { say } = request;
  const draft = session.application.state === 'draft';
  return (
    <Confirm
      {...{ context, request, session }}
      back={draft ? '/apply/next' : FOLLOW_PATH}
      title={say(draft ? 'after.draft-withdraw' : 'after.withdraw-title')}
      path={WITHDRAW_PATH}
    >
      <p class="lead">{say(draft ? 'after.withdraw-draft-lead' : 'after.withdraw-lead')}</p>
      <ul>
        <li>{say('after.withdraw-code')}</li>
        <li>{say('after.withdraw-again')}</li>
      </ul>
      <CounselWords {...{ request, said }} />
      <p>{say(draft ? 'after.withdraw-draft-law' : 'after.withdrawn-law')}</p>
      {deskHours !== null && <p>{say('after.desk-copy-gone', { hours: deskHours })}</p>}
      <GraveForm
        request={request}
        path={WITHDRAW_PATH}
        button={say(draft ? 'after.withdraw-draft-button' : 'after.withdraw-button')}
        of={takeBackField(context, session)}
      />
    </Confirm>
  );
}

/**
 * The same for everybody, whatever the law makes us keep: true in every case (docs/adr/0012-leaving.md).
 * @param props.said counsel's words beside it, where a hold keeps something and may be spoken of (docs/adr/0021)
 * @param props.deskHours `deskCopyHours`: the one place that no order from here reaches at once
 */
export function WithdrawnPage({
  context,
  request,
  draft,
  said,
  deskHours,
}: Visit & { draft: boolean; said: string | null; deskHours: number | null }) {
  const { say, language } = request;
  return (
    <PortalFrame
      {...{ context, request }}
      title={say(draft ? 'after.withdrawn-draft-title' : 'after.withdrawn-title')}
      path={withdrawnPath(draft)}
    >
      <p class="notice notice-leaf" role="status">
        {say(draft ? 'after.withdrawn-draft-lead' : 'after.withdrawn-lead')}
      </p>
      <CounselWords {...{ request, said }} />
      <p>{say(draft ? 'after.withdraw-draft-law' : 'after.withdrawn-law')}</p>
      {deskHours !== null && <p>{say('after.desk-copy-gone', { hours: deskHours })}</p>}
      <p>{say('after.withdraw-again')}</p>
      <p>
        <a class="button" href={withLanguage('/', language)}>
          {say('ui.to-start')}
        </a>
      </p>
    </PortalFrame>
  );
}

/** What opens the waiting card at a desk, and nothing else does: the record and this person's share, as a picture. */
export function PickUpPage(props: Own & { record: string; share: Uint8Array; endsOn: PlainDate }) {
  const { context, request, session, record, share, endsOn } = props;
  const { say, language } = request;
  const text = pickUpText({ record: record.replaceAll('-', ''), share });
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('after.pick-up-title')}
      path={PICK_UP_PATH}
      back={FOLLOW_PATH}
    >
      <p class="lead">{say('after.pick-up-lead', { day: wordDay(language, endsOn) })}</p>
      <div class="code-sheet">
        <QrPicture text={text} label={say('after.pick-up-picture')} />
      </div>
      <ul>
        <li>{say('after.pick-up-where')}</li>
        <li>{say('after.pick-up-bring')}</li>
        <li>{say('after.pick-up-code')}</li>
        <li>{say('after.pick-up-only', { order: say('after.opens-order') })}</li>
        {withOneAlone(session.application) && <li>{say('after.opens-one')}</li>}
      </ul>
      <p class="no-print">{say('after.pick-up-print')}</p>
    </PortalFrame>
  );
}

function Confirm(props: Own & { title: string; path: string; back?: string; children: ComponentChildren }) {
  const { children, back = FOLLOW_PATH, ...rest } = props;
  return (
    <PortalFrame {...rest} back={back}>
      {children}
    </PortalFrame>
  );
}

function GraveForm(props: Pick<Visit, 'request'> & { path: string; button: string; of?: string }) {
  const { request, path, button, of } = props;
  const { language, csrf } = request;
  return (
    <form method="post" action={withLanguage(path, language)} noValidate>
      {csrf !== null && <input type="hidden" name="_csrf" value={csrf} />}
      {of !== undefined && <input type="hidden" name="of" value={of} />}
      <button type="submit" class="grave">
        {button}
      </button>
    </form>
  );
}
