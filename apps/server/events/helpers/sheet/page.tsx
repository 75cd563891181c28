import { nativeName } from '@commonkey/words';
import { StaffFrame } from '../../../staff/service.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { dayHeading, EVENTS_STYLE, stateOf } from '../../booking/days-page.tsx';
import type { CalendarVisit } from '../../calendar/days-page.tsx';
import { calendarDayPath } from '../../calendar/paths.ts';
import type { OpenDay } from '../../days.ts';
import { wordMinute } from '../../say-time.ts';
import { HELPERS_STYLE } from '../paths.ts';
import type { DayPlan } from './plan.ts';

type Props = CalendarVisit & { day: OpenDay; plan: DayPlan };

export const sheetPath = (mark: string): string => `${calendarDayPath(mark)}/sheet`;

/** Hands, things and hours of a day, to be printed. Names are written on the paper and are nowhere else. */
export function SheetPage(props: Props) {
  const { request, day, plan } = props;
  const { say, language } = request;
  return (
    <StaffFrame {...props} title={say('sheet.title')} path={sheetPath(day.mark)}>
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <link rel="stylesheet" href={HELPERS_STYLE} />
      <div class="slip-screen">
        <a class="back" href={withLanguage(calendarDayPath(day.mark), language)}>
          {say('sheet.back')}
        </a>
        <p class="lead">{say('sheet.lead')}</p>
      </div>
      {day.state !== 'announced' && <p class="notice notice-amber">{stateOf(request, day)}</p>}
      <article class="plan-sheet">
        <p class="plan-head">
          <strong>{dayHeading(request, day)}</strong>
          <br />
          <bdi>{day.place}</bdi>, <bdi>{day.address}</bdi>
          <br />
          {day.access.map((one) => say(`events.access-${one}`)).join(' · ')}
        </p>
        <Hours {...{ request, plan }} />
        <Hands {...{ request, plan, day }} />
        <Things {...{ request, plan, day }} />
        <Times {...{ request, plan }} />
        <Said {...{ request }} />
      </article>
    </StaffFrame>
  );
}

type Part = Pick<Props, 'request' | 'plan'>;

function Hours({ request: { say, language }, plan }: Part) {
  return (
    <section aria-labelledby="hours">
      <h2 id="hours">{say('sheet.hours')}</h2>
      <dl class="event-facts">
        {(['setUp', 'briefing', 'opens', 'closes', 'away'] as const).map((key) => (
          <div key={key} class="plan-fact">
            <dt>{wordMinute(language, plan.clock[key])}</dt>
            <dd>{say(`sheet.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Lines for names on one sheet; a larger day writes on its back. */
const MOST_LINES = 24;

function Hands({ request: { say }, plan, day }: Part & Pick<Props, 'day'>) {
  return (
    <section aria-labelledby="hands">
      <h2 id="hands">{say('sheet.hands')}</h2>
      <p class="hint">{say('sheet.hands-note')}</p>
      {plan.roles.map(({ role, count }) => (
        <div key={role} class="plan-role">
          <h3>{say(`sheet.role-${role}`, { count })}</h3>
          <ol class="plan-lines">
            {Array.from({ length: Math.min(count, MOST_LINES) }, (_, at) => (
              <li key={at}>{role === 'languages' && nativeName(day.languages[at] ?? 'en')}</li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function Things({ request: { say }, plan, day }: Part & Pick<Props, 'day'>) {
  const things = [
    say('sheet.laptops', { count: plan.laptops }),
    say('sheet.printers', { count: plan.printers }),
    say('sheet.cards', { count: plan.cards, people: plan.people }),
    say('sheet.ribbons'),
    say('sheet.signs', { count: day.stations }),
    ...['ticket-printer', 'board', 'scanners', 'power', 'network', 'boxes', 'seats', 'paper'].map((key) =>
      say(`sheet.${key}`),
    ),
  ];
  return (
    <section aria-labelledby="things">
      <h2 id="things">{say('sheet.things')}</h2>
      <ul class="plan-checks">
        {things.map((thing) => (
          <li key={thing}>{thing}</li>
        ))}
      </ul>
    </section>
  );
}

function Times({ request: { say, language }, plan }: Part) {
  return (
    <section aria-labelledby="times">
      <h2 id="times">{say('sheet.times')}</h2>
      <DataTable
        labelledBy="times"
        heads={['time', 'people', 'booked'].map((key) => say(`sheet.${key}`))}
        rows={plan.times.map(({ starts, people, booked }) => ({
          key: `${starts}`,
          cells: [wordMinute(language, starts), people, booked],
        }))}
      />
    </section>
  );
}

const SENTENCES = ['welcome', 'number', 'no-name', 'never-ask', 'not-reached', 'officer', 'picture'] as const;

function Said({ request: { say } }: Pick<Props, 'request'>) {
  return (
    <section aria-labelledby="said">
      <h2 id="said">{say('sheet.said')}</h2>
      <ul>
        {SENTENCES.map((key) => (
          <li key={key}>{say(`sheet.say-${key}`)}</li>
        ))}
      </ul>
    </section>
  );
}
