import type { Meeting, Period, Series, Trigger } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';

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
  value,
  min,
  max,
}: {
  name: string;
  label: string;
  hint?: string;
  value?: string;
  min?: string;
  max?: string;
}) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <p id={`${name}-hint`} class="hint">
          {hint}
        </p>
      )}
      <input
        id={name}
        name={name}
        type="date"
        required
        aria-describedby={hint === undefined ? undefined : `${name}-hint`}
        {...(value === undefined ? {} : { value })}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
      />
    </div>
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
