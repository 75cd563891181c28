import { dateOf, type Harm, type HoldPlan, rangeText, wholeNumbers } from '@commonkey/exposure';
import type { PlainDate } from '@commonkey/program';
import type { Examined } from '@commonkey/server/legal/exposure/examine.ts';
import { spokenPlan } from '@commonkey/server/legal/exposure/spoken-plan.ts';
import type { Speak } from '@commonkey/words';
import { columns } from './columns.ts';
import type { Found } from './found.ts';

type Telling = { say: Speak; language: string };

/** What a hold would take of what is there, and how long that lies there with it and without. */
export function aheadLines(
  { plan, curve }: Examined['items'][number],
  at: PlainDate,
  now: Date,
  { say, language }: Telling,
): string[] {
  const format = wholeNumbers(language);
  return [
    '',
    `   ${say('exposure.plan')}`,
    ...planLines(plan, at, now, { say, language }),
    ...(curve.held.objectDays > 0 ? [`     ${curveText(curve, say, format)}`] : []),
  ];
}

/** The same of expected people, once for each scenario in which it is not the same; nobody is there of whom hours could run. */
export function expectedLines(
  plans: readonly { scenario: string; plan: HoldPlan }[],
  at: PlainDate,
  { say, language }: Telling,
): string[] {
  const told = plans.map(({ scenario, plan }) => ({
    scenario,
    lines: planLines(plan, at, null, { say, language }),
  }));
  const alike = new Set(told.map(({ lines }) => lines.join('\n'))).size === 1;
  return [
    '',
    `   ${say('exposure.plan')}`,
    ...(alike
      ? (told[0]?.lines ?? [])
      : told.flatMap(({ scenario, lines }) => [
          `     ${say('exposure.plan.expected', { scenario })}`,
          ...lines.map((line) => `  ${line}`),
        ])),
  ];
}

function planLines(plan: HoldPlan, at: PlainDate, now: Date | null, { say, language }: Telling): string[] {
  const { takes, races, acts, preserve } = spokenPlan(plan, { say, language, at, now });
  const [head, ...lines] = races;
  return [...takes, ...(head ? [head] : []), ...lines.map((line) => `  ${line}`), ...acts, preserve].map(
    (line) => `     ${line}`,
  );
}

/** What leads to somebody, whatever a demand asks for: of who is there, or of expected people by scenario. */
export function harmLines(all: readonly (readonly Harm[])[], { say, language }: Telling): string[] {
  const found = new Map<string, Harm[]>();
  for (const one of all.flat()) {
    const key = `${one.series} ${one.holds} ${one.form}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  if (found.size === 0) return [say('exposure.harm'), `  ${say('exposure.harm.none')}`];
  const heads = ['what', 'leads', 'people', 'taken'].map((one) => say(`exposure.harm.${one}`));
  const rows = [...found.values()].map((same) => {
    const [{ series, holds, form, by, takenBy }] = same as [Harm];
    const none = same.length < all.length ? [0] : [];
    const people = rangeText([...none, ...same.map((one) => one.people)], language);
    return [
      `${holds}, ${series} (${say(`exposure.form.${form}`)})`,
      by.map((one) => say(`exposure.locates.${one}`)).join(', '),
      same.some(({ atLeast }) => atLeast) ? say('exposure.least', { people }) : people,
      takenBy.length === 0
        ? say('exposure.harm.nobody')
        : takenBy.map((one) => say(`exposure.adversary.${one}`)).join(' · '),
    ];
  });
  return [
    say('exposure.harm'),
    ...columns([heads, ...rows]).map((line) => `  ${line}`),
    `  ${say('exposure.harm.note')}`,
  ];
}

/** 36 months back and 36 ahead, each year's end and today; the area ahead with a hold and without. */
export function curveLines(curves: NonNullable<Found['curves']>, { say, language }: Telling): string[] {
  const format = wholeNumbers(language);
  return curves.flatMap(({ scenario, items }) =>
    items.flatMap(({ past, before, ahead }, place) => {
      const told = [
        ...past.map((day, at) => [day, before.people[at] ?? 0, before.people[at] ?? 0] as const),
        ...ahead.days.map(
          (day, at) => [day, ahead.free.people[at] ?? 0, ahead.held.people[at] ?? 0] as const,
        ),
      ].filter(([day], at) => at === past.length || dateOf(day).slice(5, 7) === '01');
      const rows = told.map(([day, free, held]) => [dateOf(day), format.format(free), format.format(held)]);
      const heads = [say('exposure.curve.day'), say('exposure.curve.free'), say('exposure.curve.held')];
      return [
        `${say('exposure.curve')} (${scenario}, ${place + 1})`,
        ...columns([heads, ...rows]).map((line) => `  ${line}`),
        `  ${curveText(ahead, say, format)}`,
      ];
    }),
  );
}

const curveText = (
  { free, held }: Examined['items'][number]['curve'],
  say: Speak,
  format: Intl.NumberFormat,
): string =>
  say('exposure.curve.text', {
    free: format.format(free.objectDays),
    held: format.format(held.objectDays),
    more: format.format(held.objectDays - free.objectDays),
  });
