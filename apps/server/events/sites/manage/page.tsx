import { nativeName, wordDay } from '@commonkey/words';
import { StaffFrame } from '../../../staff/service.ts';
import { SITE_REASONS } from '../../../store/tables/sites.ts';
import { Form } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { EVENTS_STYLE } from '../../booking/days-page.tsx';
import type { CalendarVisit } from '../../calendar/days-page.tsx';
import { CALENDAR_PATH, calendarDayPath, NEW_DAY_PATH } from '../../calendar/paths.ts';
import type { SiteRequest } from '../ask.ts';
import { SITES_PATH } from '../paths.ts';

type Props = CalendarVisit & { sites: readonly SiteRequest[] };

/** Organisations that asked for a day, and what was answered. */
export function SitesPage(props: Props) {
  const { request, sites } = props;
  const { say, language } = request;
  return (
    <StaffFrame {...props} title={say('asked.title')} path={SITES_PATH}>
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <a class="back" href={withLanguage(CALENDAR_PATH, language)}>
        {say('calendar.back')}
      </a>
      <p class="lead">{say('asked.lead')}</p>
      {sites.length === 0 && <p class="nothing">{say('asked.none')}</p>}
      {sites.map((site) => (
        <Site key={site.id} {...{ request, site }} />
      ))}
    </StaffFrame>
  );
}

type One = Pick<Props, 'request'> & { site: SiteRequest };

function Site({ request, site }: One) {
  const { say, language } = request;
  const facts: readonly [string, string][] = [
    ['place', `${site.place}, ${site.address}`],
    ['weeks', site.weeks],
    ['people', `${site.people}`],
    ['speaks', site.languages.map(nativeName).join(' · ')],
    ['access', site.access.map((one) => say(`events.access-${one}`)).join(' · ')],
    ['contact', site.contact],
    ['asked-on', wordDay(language, site.asked_on)],
    ['ends-on', wordDay(language, site.ends_on)],
  ];
  const heading = `site-${site.id}`;
  return (
    <section class="sheet" aria-labelledby={heading}>
      <h2 id={heading}>
        <bdi>{site.organisation}</bdi>
      </h2>
      <dl class="event-facts">
        {facts.flatMap(([key, text]) => [
          <dt key={key}>{say(`asked.${key}`)}</dt>,
          <dd key={`${key}-is`} dir="auto">
            {text === '' ? '–' : text}
          </dd>,
        ])}
      </dl>
      {site.state === 'asked' ? <Answers {...{ request, site }} /> : <Answered {...{ request, site }} />}
    </section>
  );
}

function Answered({ request: { say, language }, site }: One) {
  if (site.state === 'declined')
    return <p class="notice">{say('asked.declined', { reason: say(`asked.reason-${site.reason}`) })}</p>;
  if (site.planned && site.day)
    return (
      <p class="notice">
        {say('asked.accepted')}{' '}
        <a href={withLanguage(calendarDayPath(site.planned), language)}>
          {say('asked.planned', { day: wordDay(language, site.day) })}
        </a>
      </p>
    );
  return (
    <p class="notice">
      {say('asked.accepted')}{' '}
      <a href={withLanguage(`${NEW_DAY_PATH}?site=${site.id}`, language)}>{say('asked.plan')}</a>
    </p>
  );
}

function Answers({ request: { say, language, csrf }, site }: One) {
  const to = (act: string) => withLanguage(`${SITES_PATH}/${act}`, language);
  const reason = `reason-${site.id}`;
  return (
    <>
      <p>{say('asked.tell')}</p>
      <div class="event-acts">
        <Form action={to('accept')} csrf={csrf}>
          <input type="hidden" name="id" value={site.id} />
          <button type="submit">{say('asked.accept')}</button>
        </Form>
      </div>
      <Form action={to('decline')} csrf={csrf}>
        <input type="hidden" name="id" value={site.id} />
        <div class="field">
          <label for={reason}>{say('asked.reason')}</label>
          <select id={reason} name="reason" class="wide">
            {SITE_REASONS.map((one) => (
              <option key={one} value={one}>
                {say(`asked.reason-${one}`)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="quiet">
          {say('asked.decline')}
        </button>
      </Form>
    </>
  );
}
