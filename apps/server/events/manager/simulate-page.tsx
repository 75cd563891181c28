import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';
import { ErrorSummary, Field, type FieldErrors, Form } from '../../ui/form.tsx';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { CALENDAR_PATH } from '../calendar/paths.ts';
import type { KnownService } from '../learned.ts';
import { wordMinute } from '../say-time.ts';
import { MANAGER_STYLE, TRY_PATH } from './paths.ts';
import { sayService } from './say-service.ts';
import { SPANS, type Tried, type TypedTry } from './simulate.ts';
import { SimulateCharts } from './simulate-chart.tsx';

type Props = Visit & {
  session: Session;
  typed: TypedTry;
  /** What the minutes of the form began with. */
  service: KnownService;
  wrong?: FieldErrors;
  tried?: Tried;
};

/** A day tried out before it is announced, or before it comes: how long people wait, and who is not reached. */
export function SimulatePage(props: Props) {
  const { request, typed, service, wrong = {}, tried } = props;
  const { say, language, csrf } = request;
  const line = (name: string, label: string, numeric = true) => (
    <Field
      key={name}
      {...{ name, label }}
      inputMode={numeric ? 'numeric' : 'text'}
      autocomplete="off"
      value={typed[name]}
      error={wrong[name]}
    />
  );
  return (
    <StaffFrame
      {...props}
      title={say('manager.sim-title')}
      path={TRY_PATH}
      failed={Object.keys(wrong).length > 0}
    >
      <link rel="stylesheet" href={MANAGER_STYLE} />
      <link rel="stylesheet" href={HELD_STYLE} />
      <a class="back" href={withLanguage(CALENDAR_PATH, language)}>
        {say('manager.all-days')}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">{say('manager.sim-lead')}</p>
      {tried && <Outcome {...{ request, tried }} />}
      <Form action={withLanguage(TRY_PATH, language)} csrf={csrf} noValidate>
        <div class="sim-fields">
          {line('opens', say('calendar.field-opens'), false)}
          {line('closes', say('calendar.field-closes'), false)}
          {line('stations', say('calendar.field-stations'))}
          {line('printers', say('calendar.field-printers'))}
          {line('median', say('manager.sim-median'), false)}
          {line('slow', say('manager.sim-slow'), false)}
        </div>
        <p class="hint">{sayService(say, service)}</p>
        <h2>{say('manager.sim-arrivals')}</h2>
        <p>{say('manager.sim-arrivals-hint')}</p>
        {Array.from({ length: SPANS }, (_, at) => (
          <fieldset key={at} class="sim-span">
            <legend>{say('manager.sim-span', { number: `${at + 1}` })}</legend>
            {line(`from-${at}`, say('manager.sim-from'), false)}
            {line(`until-${at}`, say('manager.sim-until'), false)}
            {line(`people-${at}`, say('manager.sim-people'))}
          </fieldset>
        ))}
        <button type="submit">{say('manager.sim-try')}</button>
      </Form>
    </StaffFrame>
  );
}

function Outcome({ request: { say, language }, tried }: Pick<Props, 'request'> & { tried: Tried }) {
  const { found, tries } = tried;
  const { wait, notReached, lastReached, lastLeft, people } = found;
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome">{say('manager.sim-outcome')}</h2>
      <p>{say('manager.sim-wait', { median: Math.round(wait.median), slow: Math.round(wait.slow) })}</p>
      {notReached.high === 0 ? (
        <p class="notice">{say('manager.sim-all', { people })}</p>
      ) : (
        <p class="notice notice-amber">
          {say('manager.sim-missed', { people, low: notReached.low, high: notReached.high })}{' '}
          {lastReached !== null && say('manager.sim-from-when', { time: wordMinute(language, lastReached) })}
        </p>
      )}
      <p>
        {say('manager.sim-left', { time: wordMinute(language, Math.min(1439, Math.ceil(lastLeft.high))) })}
      </p>
      <p class="hint">{say('manager.sim-how', { tries })}</p>
      <SimulateCharts {...{ say, language, tried }} />
    </section>
  );
}
