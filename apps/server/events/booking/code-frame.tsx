import type { Speak } from '@commonkey/words';
import type { ComponentChildren, JSX } from 'preact';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { QrPicture } from '../../ui/qr-picture.tsx';
import { type OpenDay, takesWalkIns } from '../days.ts';
import { BOOKING_PATH, dayPath, EVENTS_PATH } from '../paths.ts';
import { groupBookingCode } from './code.ts';
import { EVENTS_STYLE, type EventsVisit } from './days-page.tsx';

export type CodeFrame = (
  props: EventsVisit & { title: string; failed?: boolean; children: ComponentChildren },
) => JSX.Element;

/** The frame of every page that a code opens. Its address never has the code in it. */
export const Frame: CodeFrame = (props) => (
  <PublicPage {...props} path={BOOKING_PATH}>
    <link rel="stylesheet" href={EVENTS_STYLE} />
    {props.children}
  </PublicPage>
);

/** In groups of Latin letters in whatever direction the page runs, and as a picture for a phone. */
export function Code({ say, code }: { say: Speak; code: string }) {
  return (
    <div class="code-sheet">
      <p class="code-said" dir="ltr">
        <code>{groupBookingCode(code)}</code>
      </p>
      <QrPicture text={code} label={say('events.code-picture')} />
    </div>
  );
}

/** From a code that keeps nothing any more: come without one where places are kept for that, its day, and the others. */
export function WaysOn({ day, ...visit }: EventsVisit & { day: OpenDay }) {
  const { context, request } = visit;
  const { say, language } = request;
  return (
    <>
      {takesWalkIns(context, day) && <p>{say('events.can-just-come')}</p>}
      <p>
        <a class="button" href={withLanguage(dayPath(day.mark), language)}>
          {say('events.see-day')}
        </a>
      </p>
      <OtherDays {...visit} />
    </>
  );
}

export const OtherDays = ({ request: { say, language } }: EventsVisit) => (
  <p>
    <a href={withLanguage(EVENTS_PATH, language)}>{say('events.other-days')}</a>
  </p>
);
