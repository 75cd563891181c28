import { DataTable } from '../../ui/data-table.tsx';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { isOff } from '../booking/day-off.tsx';
import { dayHeading, stateOf } from '../booking/days-page.tsx';
import type { OpenDay } from '../days.ts';
import { groupsPath } from '../helpers/manage/pages.tsx';
import { sheetPath } from '../helpers/sheet/page.tsx';
import { livePath, tryPath } from '../manager/paths.ts';
import { dayPath } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import type { Beside, TimeCounts } from './counts.ts';
import { type Answer, DayFrame } from './day-frame.tsx';
import type { CalendarVisit } from './days-page.tsx';
import { CALENDAR_PATH, calendarDayPath, cancelPath, changePath } from './paths.ts';
import { ReasonField } from './reason-field.tsx';

type Props = CalendarVisit &
  Answer & {
    day: OpenDay;
    times: readonly TimeCounts[];
    beside: Beside;
  };

/** One day as those who run it see it: counts of each time, and how to stop it. */
export function OneDayPage(props: Props) {
  const { context, request, session, day, times, beside, wrong = {} } = props;
  const { say, language } = request;
  const open = context.config.origins.public.origin;
  return (
    <DayFrame
      {...props}
      title={dayHeading(request, day)}
      path={calendarDayPath(day.mark)}
      back={{ href: CALENDAR_PATH, words: say('calendar.back') }}
    >
      {day.state !== 'announced' && <p class="notice notice-amber">{stateOf(request, day)}</p>}
      <p>
        <bdi>{day.place}</bdi>, <bdi>{day.address}</bdi>
        <br />
        <a href={withLanguage(`${open}${dayPath(day.mark)}`, language)}>{say('calendar.public')}</a>
        <br />
        <a href={withLanguage(livePath(day.mark), language)}>{say('calendar.live')}</a>
        {session.roles.includes('event-manager') && (
          <>
            <br />
            <a href={withLanguage(tryPath(day.mark), language)}>{say('manager.sim-link')}</a>
          </>
        )}
      </p>
      <p>
        <a href={withLanguage(sheetPath(day.mark), language)}>{say('sheet.link')}</a>
      </p>
      <TimesTable {...{ request, times }} />
      <p>{say('calendar.waiting', { count: beside.waiting })}</p>
      {beside.twice > 0 && <p class="notice">{say('calendar.told-twice', { count: beside.twice })}</p>}
      {session.roles.includes('event-manager') && !isOff(props) && (
        <p>
          <a class="button button-quiet" href={withLanguage(changePath(day.mark), language)}>
            {say('calendar.change')}
          </a>
        </p>
      )}
      {session.roles.includes('event-manager') && (
        <p>
          <a href={withLanguage(groupsPath(day.mark), language)}>{say('blocks.link')}</a>
        </p>
      )}
      {!isOff(props) && <Acts {...{ request, day, wrong }} whole={session.roles.includes('event-manager')} />}
    </DayFrame>
  );
}

const COLUMNS = ['booked', 'kept', 'free', 'helpers', 'walkIns'] as const;
const HEAD = {
  booked: 'booked',
  kept: 'kept',
  free: 'free',
  helpers: 'helpers',
  walkIns: 'walk-ins',
} as const;

function TimesTable({ request: { say, language }, times }: Pick<Props, 'request' | 'times'>) {
  const sum = (key: (typeof COLUMNS)[number]) => times.reduce((all, time) => all + time[key], 0);
  return (
    <section aria-labelledby="times">
      <h2 id="times">{say('calendar.booked')}</h2>
      <DataTable
        labelledBy="times"
        heads={['calendar.time', ...COLUMNS.map((key) => `calendar.${HEAD[key]}`)].map((key) => say(key))}
        rows={[
          ...times.map((time) => ({
            key: String(time.starts),
            cells: [wordMinute(language, time.starts), ...COLUMNS.map((key) => time[key])],
          })),
          { key: 'all', cells: [<strong>{say('calendar.all')}</strong>, ...COLUMNS.map((key) => sum(key))] },
        ]}
      />
    </section>
  );
}

function Acts({ request, day, whole, wrong }: Pick<Props, 'request' | 'day' | 'wrong'> & { whole: boolean }) {
  const { say, language, csrf } = request;
  const action = (act: string) => withLanguage(`${calendarDayPath(day.mark)}/${act}`, language);
  return (
    <section class="sheet" aria-labelledby="acts">
      <h2 id="acts">{say('calendar.stop-title')}</h2>
      <p>{say('calendar.stop-lead')}</p>
      {day.state === 'announced' ? (
        <Form action={action('stop')} csrf={csrf} noValidate>
          <input type="hidden" name="version" value={day.version} />
          <ReasonField say={say} error={wrong?.reason} />
          <button type="submit">{say('calendar.stop')}</button>
        </Form>
      ) : (
        <Form action={action('go-on')} csrf={csrf}>
          <input type="hidden" name="version" value={day.version} />
          <button type="submit">{say('calendar.go-on')}</button>
        </Form>
      )}
      {whole && (
        <>
          <h3>{say('calendar.cancel-title')}</h3>
          <p>{say('calendar.cancel-lead')}</p>
          <p>
            <a class="button button-quiet" href={withLanguage(cancelPath(day.mark), language)}>
              {say('calendar.cancel')}
            </a>
          </p>
        </>
      )}
    </section>
  );
}
