import { ASSUMED_PRINT_MINUTES, type PlannedTime } from '@commonkey/events';
import { nativeName } from '@commonkey/words';
import { StaffFrame } from '../../staff/service.ts';
import { EVENT_ACCESS } from '../../store/tables/events.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorSummary, Field, type FieldErrors, Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { EVENTS_STYLE } from '../booking/days-page.tsx';
import type { KnownService } from '../learned.ts';
import { sayService } from '../manager/say-service.ts';
import { wordMinute } from '../say-time.ts';
import type { CalendarVisit } from './days-page.tsx';
import { CALENDAR_PATH, NEW_DAY_PATH } from './paths.ts';
import { spokenChoices, type TypedWish } from './read-wish.ts';

type Props = CalendarVisit & {
  id: string;
  typed: TypedWish;
  wrong?: FieldErrors;
  looks?: readonly PlannedTime[] | undefined;
  /** What the look was reckoned with. */
  service?: KnownService;
};

/** What a form begins with: suppositions of ours, to be changed. */
export const USUAL: TypedWish = {
  ...{ opens: '09:00', closes: '15:00', stations: '6', printers: '6', slot: '30' },
  ...{ walkIns: '40', helpers: '10', releases: '14, 3, 1' },
};

/** A day as it would be: typed, looked at, and then announced. */
export function NewDayPage(props: Props) {
  const { context, request, id, typed, wrong = {}, looks, service } = props;
  const { say, language, csrf } = request;
  const failed = Object.keys(wrong).length > 0;
  return (
    <StaffFrame {...props} title={say('calendar.new-title')} path={NEW_DAY_PATH} failed={failed}>
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <a class="back" href={withLanguage(CALENDAR_PATH, language)}>
        {say('calendar.back')}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">{say('calendar.new-lead')}</p>
      <Form action={withLanguage(NEW_DAY_PATH, language)} csrf={csrf} noValidate>
        <input type="hidden" name="id" value={id} />
        {typed.site && <input type="hidden" name="site" value={typed.site} />}
        <Moment name="day" type="date" {...{ say, typed, wrong }} />
        <Moment name="opens" type="time" {...{ say, typed, wrong }} />
        <Moment name="closes" type="time" {...{ say, typed, wrong }} />
        <Line name="place" hint {...{ say, typed, wrong }} />
        <Line name="address" {...{ say, typed, wrong }} />
        <Checks
          name="access"
          of={EVENT_ACCESS.map((one) => [one, say(`events.access-${one}`)])}
          {...{ say, typed, wrong }}
        />
        <Checks
          name="speaks"
          of={spokenChoices(context.program.program.city.languages).map((one) => [one, nativeName(one)])}
          {...{ say, typed, wrong }}
        />
        {(['stations', 'printers', 'slot', 'walkIns', 'helpers'] as const).map((name) => (
          <Line key={name} name={name} hint={name === 'slot'} number {...{ say, typed, wrong }} />
        ))}
        <Line name="releases" hint {...{ say, typed, wrong }} />
        <Line name="draw" hint number {...{ say, typed, wrong }} />
        {looks && service && <Looks {...{ request, typed, looks, service }} />}
        <div class="event-acts">
          <button type="submit" name="do" value="look" class={looks ? 'quiet' : undefined}>
            {say('calendar.look')}
          </button>
          {looks && (
            <button type="submit" name="do" value="announce">
              {say('calendar.announce')}
            </button>
          )}
        </div>
      </Form>
    </StaffFrame>
  );
}

type Part = { name: string; typed: TypedWish; wrong: FieldErrors; say: Props['request']['say'] };

const Line = ({
  name,
  say,
  typed,
  wrong,
  hint = false,
  number = false,
}: Part & { hint?: boolean; number?: boolean }) => (
  <Field
    name={name}
    label={say(`calendar.field-${name}`)}
    hint={hint ? say(`calendar.field-${name}-hint`) : undefined}
    error={wrong[name]}
    value={typed[name]}
    inputMode={number ? 'numeric' : 'text'}
    autocomplete="off"
  />
);

function Moment({ name, type, say, typed, wrong }: Part & { type: 'date' | 'time' }) {
  const error = wrong[name];
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={name}>{say(`calendar.field-${name}`)}</label>
      <Hints name={name} error={error} />
      <input
        {...{ id: name, name, type }}
        value={typed[name]}
        aria-describedby={error ? `${name}-error` : undefined}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  );
}

function Checks({ name, of, say, typed, wrong }: Part & { of: readonly (readonly [string, string])[] }) {
  const error = wrong[name];
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} id={name}>
      <legend>{say(`calendar.field-${name}`)}</legend>
      <Hints name={name} error={error} />
      <div class="checks">
        {of.map(([value, text]) => (
          <label key={value} class="check">
            <input type="checkbox" name={`${name}-${value}`} checked={typed[`${name}-${value}`] === 'on'} />
            <span lang={name === 'speaks' ? value : undefined}>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Looks({
  request: { say, language },
  typed,
  looks,
  service,
}: Pick<Props, 'request' | 'typed'> & { looks: readonly PlannedTime[]; service: KnownService }) {
  const sum = (key: 'open' | 'helpers' | 'walkIns') => looks.reduce((all, time) => all + time[key], 0);
  const [open, helpers, walkIns] = [sum('open'), sum('helpers'), sum('walkIns')];
  const narrow = Number(typed.printers) / ASSUMED_PRINT_MINUTES < Number(typed.stations) / service.median;
  return (
    <section class="sheet" aria-labelledby="looks">
      <h2 id="looks">{say('calendar.looks-title')}</h2>
      <p class="lead">
        {say('calendar.looks-lead', { people: open + helpers + walkIns, open, helpers, walkIns })}
      </p>
      <p class="hint">{sayService(say, service)}</p>
      {narrow && <p class="notice notice-amber">{say('calendar.looks-printers')}</p>}
      <DataTable
        labelledBy="looks"
        heads={['time', 'booked', 'helpers', 'walk-ins'].map((key) =>
          say(key === 'booked' ? 'calendar.free' : `calendar.${key}`),
        )}
        rows={looks.map((time) => ({
          key: String(time.starts),
          cells: [wordMinute(language, time.starts), time.open, time.helpers, time.walkIns],
        }))}
      />
    </section>
  );
}
