import { wallClockIn } from '@commonkey/program';
import { direction, wordDay } from '@commonkey/words';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { QrPicture } from '../../ui/qr-picture.tsx';
import { groupBookingCode } from '../booking/code.ts';
import { EVENTS_STYLE, type EventsVisit } from '../booking/days-page.tsx';
import { type OpenDay, takesWalkIns } from '../days.ts';
import { BOOKING_PATH } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import type { Block, Slip } from './group.ts';
import { HELPERS_PATH, HELPERS_STYLE } from './paths.ts';
import { speakSlip } from './words.ts';

type Props = EventsVisit & { day: OpenDay; block: Block; slips: readonly Slip[]; tongue: string };

/** Slips to cut apart, in the language of those who get them. No name stands on one, and no place is left for one. */
export function SlipsPage({ day, block, slips, tongue, ...visit }: Props) {
  const { say, language, csrf } = visit.request;
  return (
    <PublicPage {...visit} title="helpers.print-title" path={HELPERS_PATH}>
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <link rel="stylesheet" href={HELPERS_STYLE} />
      <div class="slip-screen">
        <p class="lead">{say('helpers.print-lead')}</p>
        <Form action={withLanguage(HELPERS_PATH, language)} csrf={csrf}>
          <input type="hidden" name="code" value={block.code} />
          <button type="submit" class="quiet">
            {say('helpers.to-list')}
          </button>
        </Form>
      </div>
      <div class="slips">
        {slips.map((slip) => (
          <PaperSlip key={slip.number} {...{ ...visit, day, block, slip, tongue }} />
        ))}
      </div>
    </PublicPage>
  );
}

function PaperSlip({ context, day, block, slip, tongue }: Omit<Props, 'slips'> & { slip: Slip }) {
  const say = speakSlip(tongue);
  const { origins } = context.config;
  const until = wallClockIn(context.program.program.city.timeZone, block.returns_at);
  const heading = `slip-${slip.number}`;
  const address = (path: string) => `${origins.public.origin.replace(/^https?:\/\//, '')}${path}`;
  return (
    <section class="slip" lang={tongue} dir={direction(tongue)} aria-labelledby={heading}>
      <p>
        <bdi>{context.program.program.city.name}</bdi>
      </p>
      <h2 id={heading}>
        {say('helpers.slip-when', {
          day: wordDay(tongue, day.day),
          time: wordMinute(tongue, slip.starts ?? day.opens),
        })}
      </h2>
      <p>{say('helpers.slip-people', { count: slip.party })}</p>
      <p>
        <bdi>{day.place}</bdi>
        <br />
        <bdi>{day.address}</bdi>
      </p>
      <div class="slip-code">
        <p class="code-said" dir="ltr">
          <code>{groupBookingCode(slip.code)}</code>
        </p>
        <QrPicture text={slip.code} label={say('helpers.slip-picture')} />
      </div>
      {slip.state === 'here' && (
        <p>
          {say('helpers.slip-until', {
            day: wordDay(tongue, until.day),
            time: wordMinute(tongue, until.minute),
          })}{' '}
          {takesWalkIns(context, day) && say('helpers.slip-just-come')}
        </p>
      )}
      <p>
        {say('helpers.slip-change')} <bdi dir="ltr">{address(BOOKING_PATH)}</bdi>
      </p>
      <p>
        {say('helpers.slip-papers')} <bdi dir="ltr">{address('/papers')}</bdi>
      </p>
      <p>{say('helpers.slip-nobody')}</p>
    </section>
  );
}
