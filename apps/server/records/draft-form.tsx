import { meetingFor } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { Form, Hints } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { seriesNames } from '../ui/series-name.ts';
import { DayField, MeetingNote } from './parts.tsx';
import { RECORDS_PATH } from './paths.ts';
import type { OfficeProps } from './props.ts';
import { TouchFirst } from './touch-first.tsx';

/** Looks for holds and drafts a certificate: for each series that needs one and has an approved schedule. */
export function DraftForm(props: OfficeProps) {
  const { say, language, csrf } = props.request;
  const { filled = {}, wrong = {} } = props.refused ?? {};
  const needing = props.context.program.program.series.filter(({ certificate }) => certificate !== undefined);
  const ready = needing.filter(({ approval }) => approval !== undefined);
  const named = seriesNames(props.context.program.program, language);
  const days = Math.max(0, ...ready.map(({ certificate }) => certificate?.daysBefore ?? 0));
  const commission = needing.find((one) => one.certificate?.commission)?.certificate?.commission;
  return (
    <div class="sheet step">
      <h3>{say('records.draft-title')}</h3>
      {commission && (
        <MeetingNote
          {...{ say, language }}
          meeting={meetingFor(commission, props.today)}
          time={commission.meets.time}
          holidays={commission.holidays !== undefined}
        />
      )}
      {needing
        .filter(({ approval }) => approval === undefined)
        .map(({ id }) => (
          <p key={id} class="notice notice-amber">
            {say('records.draft-blocked', { series: named(id) })}
          </p>
        ))}
      {ready.length > 0 && <p>{say('records.draft-lead', { days })}</p>}
      {ready.length > 0 &&
        (props.fresh ? (
          <Form action={withLanguage(`${RECORDS_PATH}/draft`, language)} csrf={csrf}>
            <div class={wrong.series ? 'field field-wrong' : 'field'}>
              <label for="series">{say('records.draft-series')}</label>
              <Hints name="series" error={wrong.series} />
              <select id="series" name="series" aria-describedby={wrong.series && 'series-error'}>
                {ready.map(({ id }) => (
                  <option key={id} value={id} selected={id === filled.series}>
                    {named(id)}
                  </option>
                ))}
              </select>
            </div>
            <DayField
              name="through"
              label={say('records.draft-through')}
              hint={say('records.draft-through-hint', { last: wordDay(language, props.furthest) })}
              error={wrong.through}
              value={filled.through ?? props.today}
              max={props.furthest}
            />
            <button type="submit">{say('records.draft-button')}</button>
          </Form>
        ) : (
          <TouchFirst {...props} next={RECORDS_PATH} />
        ))}
    </div>
  );
}
