import { wallClockIn } from '@commonkey/program';
import { nativeName, wordDay } from '@commonkey/words';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorSummary, Field, type FieldErrors, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { groupBookingCode } from '../booking/code.ts';
import { dayHeading, EVENTS_STYLE, type EventsVisit, stateOf } from '../booking/days-page.tsx';
import type { OpenDay } from '../days.ts';
import { BOOKING_PATH } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import type { Block, Slip } from './group.ts';
import { HELPERS_PATH, HELPERS_STYLE } from './paths.ts';

/** Where a group types its code. It is no account: whoever has the code has the slips. */
export function GroupCodePage({ wrong = {}, ...visit }: EventsVisit & { wrong?: FieldErrors }) {
  const { say, language, csrf } = visit.request;
  const failed = Object.keys(wrong).length > 0;
  return (
    <PublicPage {...visit} title="helpers.title" path={HELPERS_PATH} failed={failed}>
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">{say('helpers.lead')}</p>
      <Form action={withLanguage(HELPERS_PATH, language)} csrf={csrf} noValidate>
        <Field
          name="code"
          label={say('helpers.code')}
          hint={say('helpers.code-hint')}
          error={wrong.code}
          autocomplete="off"
        />
        <button type="submit">{say('helpers.open')}</button>
      </Form>
      <p>{say('helpers.ask')}</p>
    </PublicPage>
  );
}

type GroupProps = EventsVisit & { day: OpenDay; block: Block; wrong?: FieldErrors };

/** The slips of one group, and what it can do with them. Whether anybody came with one is not said. */
export function GroupPage({ day, block, wrong = {}, ...visit }: GroupProps) {
  const { context, request } = visit;
  const { say, language, csrf } = request;
  const returns = wallClockIn(context.program.program.city.timeZone, block.returns_at);
  const when = { day: wordDay(language, returns.day), time: wordMinute(language, returns.minute) };
  const to = (act: string) => withLanguage(`${HELPERS_PATH}/${act}`, language);
  return (
    <PublicPage
      {...visit}
      title="helpers.slips-title"
      path={HELPERS_PATH}
      failed={Object.keys(wrong).length > 0}
    >
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <link rel="stylesheet" href={HELPERS_STYLE} />
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">
        <bdi>{block.helper}</bdi>
        <br />
        {dayHeading(request, day)} · <bdi>{day.place}</bdi>
      </p>
      {day.state !== 'announced' && <p class="notice notice-amber">{stateOf(request, day)}</p>}
      <p>{say('helpers.slips-lead', when)}</p>
      <p>{say('helpers.no-list')}</p>
      <Form action={to('print')} csrf={csrf} noValidate>
        <input type="hidden" name="code" value={block.code} />
        <h2 id="slip-list">{say('helpers.slips')}</h2>
        <SlipTable {...{ request }} entries={block.entries} />
        <Languages {...visit} />
        <div class="event-acts">
          <button type="submit">{say('helpers.print')}</button>
          <button type="submit" class="quiet" formAction={to('out')}>
            {say('helpers.out')}
          </button>
          <button type="submit" class="quiet" formAction={to('back')}>
            {say('helpers.back')}
          </button>
        </div>
      </Form>
      <p>{say('helpers.out-note')}</p>
      <p>
        {say('helpers.back-note')}{' '}
        <a href={withLanguage(BOOKING_PATH, language)}>{say('events.open-booking')}</a>
      </p>
      <p class="aside">{say('helpers.ends')}</p>
    </PublicPage>
  );
}

const HEADS = ['slip', 'time', 'people', 'code-head', 'state'] as const;

function SlipTable({
  request: { say, language },
  entries,
}: Pick<EventsVisit, 'request'> & { entries: readonly Slip[] }) {
  return (
    <div class="slip-list">
      <DataTable
        labelledBy="slip-list"
        heads={HEADS.map((head) => say(`helpers.${head}`))}
        rows={entries.map(({ number, starts, party, code, state }) => ({
          key: `${number}`,
          cells: [
            <label class="check" key="slip">
              <input
                type="checkbox"
                name="slip"
                id={number === 1 ? 'slip' : undefined}
                value={number}
                disabled={state === 'back' || state === 'gone'}
              />
              {say('helpers.slip-number', { number: `${number}` })}
            </label>,
            starts === null ? '–' : wordMinute(language, starts),
            party,
            <code dir="ltr">{groupBookingCode(code)}</code>,
            state === 'today' ? '–' : say(`helpers.state-${state}`),
          ],
        }))}
      />
    </div>
  );
}

function Languages({ request: { say, language, languages } }: EventsVisit) {
  return (
    <div class="field">
      <label for="language">{say('helpers.language')}</label>
      <select id="language" name="language" class="wide">
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag} selected={tag === language}>
            {nativeName(tag)}
          </option>
        ))}
      </select>
    </div>
  );
}
