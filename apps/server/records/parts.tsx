import type { Meeting, Period, Series, Trigger } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { ErrorSummary, Hints } from '../ui/form.tsx';
import type { Refused } from './props.ts';

export type Told = { say: Speak; language: string };

/** Pairs of a word and what it stands for. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A day of the calendar, as the browser's own field gives it: YYYY-MM-DD. */
export function DayField({
  name,
  label,
  hint,
  error,
  value,
  min,
  max,
  optional = false,
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value?: string | undefined;
  min?: string;
  max?: string;
  optional?: boolean;
}) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={name}>{label}</label>
      <Hints {...{ name, hint, error }} />
      <input
        id={name}
        name={name}
        type="date"
        required={!optional}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={error ? 'true' : undefined}
        {...(value === undefined ? {} : { value })}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
      />
    </div>
  );
}

/** What a form that could not be taken says above itself: each fault leads to its field. */
export function RefusedNotice({ say, refused }: Pick<Told, 'say'> & { refused: Refused | undefined }) {
  if (!refused) return null;
  if (refused.fault === undefined) return <ErrorSummary say={say} errors={refused.wrong} />;
  return (
    <p class="notice notice-brick" role="alert">
      {refused.fault}
    </p>
  );
}

/** What ends a record of a series, in words. */
export function endsInWords({ say }: Pick<Told, 'say'>, series: Series): string[] {
  const after = (trigger: Trigger, period: Period) =>
    Object.values(period)[0] === 0
      ? say('records.ends-at-once', { trigger: say(`records.trigger-${trigger}`) })
      : say('records.ends', {
          period: periodInWords(say, period),
          trigger: say(`records.trigger-${trigger}`),
        });
  const ends = [series, ...(series.alsoAfter ?? [])].map((end) => after(end.after, end.period));
  const { atMost } = series;
  if (!atMost) return ends;
  const trigger = say(`records.trigger-${atMost.after}`);
  return [...ends, say('records.at-most', { period: periodInWords(say, atMost.period), trigger })];
}

function periodInWords(say: Speak, period: Period): string {
  if ('days' in period) return say('records.period-days', { n: period.days });
  if ('months' in period) return say('records.period-months', { n: period.months });
  return say('records.period-years', { n: period.years });
}

/** When the commission sits, and by when papers have to be there. */
export function MeetingNote({
  say,
  language,
  meeting,
  time,
  holidays,
}: Told & { meeting: Meeting; time: string; holidays: boolean }) {
  const { on, papersBy, onHoliday } = meeting;
  return (
    <p class="meeting">
      {say('records.meeting', { on: wordDay(language, on), time, by: wordDay(language, papersBy) })}
      {onHoliday && <> {say('records.meeting-holiday')}</>}
      {!holidays && <> {say('records.meeting-no-holidays')}</>}
    </p>
  );
}
