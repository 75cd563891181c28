import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../staff/service.ts';
import { withLanguage } from '../ui/layout.tsx';
import { LegalFrame } from './frame.tsx';
import { holdPath } from './paths.ts';
import { today } from './review.ts';
import type { Vendor } from './vendors.ts';
import type { HoldView } from './view.ts';
import type { WordingNow } from './wording.ts';
import { daysWords, seriesWords } from './words-of.ts';

/** A letter to each vendor, to be printed: what to keep, since when, and nothing about anybody. First a list of who is told how. */
export function NoticePage(
  props: Visit & { session: Session; hold: HoldView; vendors: readonly Vendor[]; wording: WordingNow | null },
) {
  const { request, hold, vendors, wording } = props;
  const { say, language } = request;
  return (
    <LegalFrame {...props} title={say('legal.notice-title')} path={holdPath(hold.id, 'notice')}>
      <p class="no-print">
        <a href={withLanguage(holdPath(hold.id), language)}>{say('legal.notice-back')}</a>
      </p>
      {vendors.length === 0 ? (
        <p class="nothing">{say('legal.vendors-none')}</p>
      ) : (
        <>
          {wording?.gag && (
            <p class="notice notice-amber no-print" role="note">
              {say('legal.vendors-gag')}
            </p>
          )}
          <ul class="rows">
            {vendors.map(({ id, recipient, noticeTo }) => (
              <li key={id}>
                <bdi>{recipient}</bdi>:{' '}
                {noticeTo === null ? say('legal.vendor-by-hand') : <bdi>{noticeTo}</bdi>}
              </li>
            ))}
          </ul>
          {vendors.map((vendor) => (
            <Letter key={vendor.id} {...props} vendor={vendor} />
          ))}
        </>
      )}
    </LegalFrame>
  );
}

function Letter({ context, request, hold, vendor }: Visit & { hold: HoldView; vendor: Vendor }) {
  const { say, language } = request;
  const city = context.program.program.city.name;
  return (
    <article class="letter">
      <p>
        {city}
        <br />
        {wordDay(language, today(context))}
      </p>
      <p>
        <bdi>{vendor.recipient}</bdi>
        <br />
        {say(`legal.contact-${vendor.contact}`)}
        {vendor.noticeTo !== null && (
          <>
            <br />
            <bdi>{vendor.noticeTo}</bdi>
          </>
        )}
      </p>
      <p>{say('legal.notice-lead', { city })}</p>
      <ul>
        {seriesWords(context, request, hold.scope).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <p>{say('legal.notice-days', { days: daysWords(request, hold.scope) })}</p>
      {hold.scope.channel && (
        <p>
          {say('legal.channel')}: {say(`legal.channel-${hold.scope.channel}`)}.
        </p>
      )}
      <p>{say('legal.notice-do')}</p>
      <p>{say('legal.notice-not')}</p>
      <p>{say('legal.notice-until')}</p>
      <p>{say('legal.notice-number', { number: hold.id.slice(0, 8) })}</p>
    </article>
  );
}
